using System.Threading.Channels;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Wakes whoever carries rollbacks on in this process, so that a request does not wait for the next sweep.</summary>
public sealed class RollbackSignal
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>Completes when it was rung, once for any number of rings, or after the time given.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await _rung.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time has come.
        }
    }
}
