using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>Append logs whose appends and seals fail by plan; a failed append stops that log, as the port demands.</summary>
public sealed class FaultingAppendLogs(IAppendLogs inner, FaultPlan plan) : IAppendLogs
{
    public async ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) =>
        new FaultingAppendLog(await inner.OpenAsync(writer, cancellationToken), plan);

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
        inner.ReadAsync(writer, cancellationToken);

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.SealAsync(writer, cancellationToken));
}
