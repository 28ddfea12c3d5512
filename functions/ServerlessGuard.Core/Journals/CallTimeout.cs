namespace ServerlessGuard.Core.Journals;

/// <summary>A token that is cancelled with the caller's, or after a time.</summary>
internal sealed class CallTimeout : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _both;

    public CallTimeout(TimeSpan length, TimeProvider clock, CancellationToken cancellationToken)
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
