using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>An append log whose appends fail by plan; after a failure it refuses until opened again.</summary>
public sealed class FaultingAppendLog(IAppendLog inner, FaultPlan plan) : IAppendLog
{
    private volatile bool _failed;

    public string Writer => inner.Writer;

    public async ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        if (_failed)
        {
            throw new StoreUnavailableException("The log failed before and was not opened again.");
        }

        try
        {
            await plan.RunAsync(() => inner.AppendAsync(frames, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            _failed = true;
            throw;
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
