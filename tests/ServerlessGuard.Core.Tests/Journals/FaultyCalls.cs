using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Journals;

/// <summary>
/// The calls of one process to anything outside it, in their order: each may fail, act late, or be its last. Once the
/// process has died, no call of it reaches anything.
/// </summary>
/// <param name="world">The world in which time passes.</param>
/// <param name="faults">The faults of the first calls; later calls have none.</param>
/// <param name="late">How much later a late call acts: below the time for which a machine waits it out.</param>
internal sealed class FaultyCalls(FaultHarness world, IEnumerable<Fault> faults, TimeSpan late)
{
    private readonly Queue<Fault> _faults = new(faults);
    private bool _dead;

    /// <param name="stall">How long the process is suspended before the call, where it is.</param>
    /// <param name="failure">The exception when the call fails.</param>
    public async ValueTask<T> RunAsync<T>(TimeSpan stall, Func<ValueTask<T>> call, Func<Exception> failure)
    {
        if (_dead)
        {
            throw new SimulatedCrashException();
        }

        var fault = _faults.TryDequeue(out var drawn) ? drawn : Fault.None;
        world.Struck += fault == Fault.None ? 0 : 1;
        switch (fault)
        {
            case Fault.Before:
                throw failure();
            case Fault.After:
                await call();
                throw failure();
            case Fault.Late:
                world.Later(late, async () => await call());
                throw failure();
            case Fault.CrashBefore:
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.CrashAfter:
                await call();
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.Suspended:
                await world.MeanwhileAsync(stall);
                return await call();
            default:
                return await call();
        }
    }

    public ValueTask<T> StoreAsync<T>(TimeSpan stall, Func<ValueTask<T>> call) =>
        RunAsync(stall, call, static () => new StoreUnavailableException("planned"));
}

/// <summary>The document store and the audit log as one process reaches them.</summary>
internal sealed class FaultyStores(FaultyCalls calls, IDocumentStore documents, IAuditLog audit, TimeSpan stall) : IDocumentStore, IAuditLog
{
    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => documents.GetAsync(partition, key, CancellationToken.None));

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => documents.CreateAsync(partition, key, body, expires, CancellationToken.None));

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => documents.ReplaceAsync(partition, key, body, version, expires, CancellationToken.None));

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => documents.DeleteAsync(partition, key, version, CancellationToken.None));

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => documents.ListAsync(partition, afterKey, limit, CancellationToken.None));

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        calls.StoreAsync(stall, () => audit.AppendAsync(entry, CancellationToken.None));
}
