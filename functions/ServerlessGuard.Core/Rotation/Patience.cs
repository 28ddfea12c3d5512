namespace ServerlessGuard.Core.Rotation;

/// <summary>A token that is cancelled with the caller's, or after a time.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _both;

    public Patience(TimeSpan length, TimeProvider clock, CancellationToken cancellationToken)
    {
        _time = new CancellationTokenSource(length, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellationToken);
    }

    public CancellationToken Token => _both.Token;

    public void Dispose()
    {
        _both.Dispose();
        _time.Dispose();
    }
}
