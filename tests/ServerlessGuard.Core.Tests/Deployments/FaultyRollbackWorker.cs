using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tests.Rotation;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>
/// A process that rolls back: every call it makes to anything may fail, act late, or be its last. Once it has died, no
/// call of it reaches anything.
/// </summary>
internal sealed class FaultyRollbackWorker : IDeploymentPlatform, IAttestations, IProbeRunner, IDocumentStore, IAuditLog
{
    /// <summary>A late effect stays below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(100);

    private readonly RollbackWorld _world;
    private readonly Queue<Fault> _faults;
    private bool _dead;

    public FaultyRollbackWorker(RollbackWorld world, IEnumerable<Fault> faults)
    {
        (_world, _faults) = (world, new Queue<Fault>(faults));
        var journal = new RollbackJournal(this);
        Routes = new ModelRoutes(this, world.Entropy, world.Clock);
        Rollbacks = new Rollbacks(journal, Routes, [this], this, this, this, world.Alerts, world, world.Entropy, world.Clock, world.Times, new RollbackSignal(), NullLogger<Rollbacks>.Instance, world.Cases);
        Sweep = new RollbackSweep(Rollbacks, world, NullLogger<RollbackSweep>.Instance);
        Approvals = new RollbackApprovals(Rollbacks, journal);
    }

    public ModelRoutes Routes { get; }

    public Rollbacks Rollbacks { get; }

    public RollbackSweep Sweep { get; }

    public RollbackApprovals Approvals { get; }

    public string Platform => _world.Platform.Platform;

    public bool DividesTraffic => _world.Platform.DividesTraffic;

    public ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        PlatformAsync(() => _world.Platform.ReadAsync(model, CancellationToken.None));

    public async ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.SetTrafficAsync(model, shares, CancellationToken.None)));

    public async ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.PutAsync(model, deployment, revision, CancellationToken.None)));

    public async ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.PauseAsync(model, deployment, CancellationToken.None)));

    public ValueTask<Attestation?> FindAsync(string model, Revision revision, CancellationToken cancellationToken) =>
        StoreAsync(() => new ValueTask<Attestation?>(_world.Attested.Contains(revision) ? Of(revision) : null));

    public ValueTask<IReadOnlyList<Attestation>> ListAsync(string model, CancellationToken cancellationToken) =>
        StoreAsync(() => new ValueTask<IReadOnlyList<Attestation>>([.. _world.Attested.Select(Of)]));

    public ValueTask<ProbeResult> RunAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken) => PlatformAsync(() =>
        new ValueTask<ProbeResult>(new ProbeResult("suite", 1, _world.Platform.IsHealthy(deployment) ? [] : ["probe"], _world.Clock.GetUtcNow(), TimeSpan.Zero)));

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.GetAsync(partition, key, CancellationToken.None));

    public ValueTask<Document?> CreateAsync(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.CreateAsync(partition, key, body, expires, CancellationToken.None));

    public ValueTask<Document?> ReplaceAsync(string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.ReplaceAsync(partition, key, body, version, expires, CancellationToken.None));

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.DeleteAsync(partition, key, version, CancellationToken.None));

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Documents.ListAsync(partition, afterKey, limit, CancellationToken.None));

    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        StoreAsync(() => _world.Audit.AppendAsync(entry, CancellationToken.None));

    private static Attestation Of(Revision revision) => new($"a-{revision.ModelVersion}", "claims-ft", revision, "release", DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private async ValueTask<bool> ChangeAsync(ValueTask change)
    {
        await change;
        await _world.CheckAsync();
        return true;
    }

    private ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> call) => RunAsync(call, static () => new StoreUnavailableException("planned"));

    private ValueTask<T> PlatformAsync<T>(Func<ValueTask<T>> call) => RunAsync(call, static () => new DeploymentPlatformException("planned", isFinal: false));

    private async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call, Func<Exception> failure)
    {
        if (_dead)
        {
            throw new SimulatedCrashException();
        }

        var fault = _faults.TryDequeue(out var drawn) ? drawn : Fault.None;
        if (fault != Fault.None)
        {
            _world.Struck++;
        }

        switch (fault)
        {
            case Fault.Before:
                throw failure();
            case Fault.After:
                await call();
                throw failure();
            case Fault.Late:
                _world.Later(Late, async () => await call());
                throw failure();
            case Fault.CrashBefore:
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.CrashAfter:
                await call();
                _dead = true;
                throw new SimulatedCrashException();
            case Fault.Suspended:
                await _world.MeanwhileAsync();
                return await call();
            default:
                return await call();
        }
    }
}
