using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>Logs that expire and whose every call but reading fails by plan, opening too.</summary>
public sealed class FaultingExpiringLogs(IExpiringLogs inner, FaultPlan plan) : IExpiringLogs
{
    public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken) => plan.RunAsync<IAppendLog>(
        async () => new FaultingAppendLog(await inner.OpenAsync(writer, cancellationToken), plan));

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.ListAsync(cancellationToken));

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
        inner.ReadAsync(writer, cancellationToken);

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.SealAsync(writer, cancellationToken));

    public ValueTask DeleteAsync(string writer, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.DeleteAsync(writer, cancellationToken));
}
