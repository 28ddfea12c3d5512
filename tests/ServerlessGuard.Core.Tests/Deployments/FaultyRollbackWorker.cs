using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tests.Journals;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>
/// A process that rolls back: every call it makes to anything may fail, act late, or be its last. Once it has died, no
/// call of it reaches anything.
/// </summary>
internal sealed class FaultyRollbackWorker : IDeploymentPlatform, IAttestations, IProbeRunner
{
    /// <summary>A late effect stays below what is waited out.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);

    private readonly RollbackHarness _world;
    private readonly FaultyCalls _calls;

    public FaultyRollbackWorker(RollbackHarness world, IEnumerable<Fault> faults)
    {
        (_world, _calls) = (world, new FaultyCalls(world, faults, Late));
        var stores = new FaultyStores(_calls, world.Documents, world.Audit, Stall);
        var (journal, leases, signal) = (new RollbackJournal(stores), new Leases(world.Entropy, world.Clock), Signal);
        var (platforms, triggers) = (new DeploymentPlatforms([this]), new RollbackTriggers(world, world.Entropy, world.Clock));
        var record = new RollbackReporter(stores, world.Alerts, world, world.Clock, NullLogger<RollbackReporter>.Instance, world.Cases);
        Routes = new ModelRoutes(stores, world.Entropy, world.Clock);
        var executor = new RollbackExecutor(platforms, this, this, Routes, triggers, record, world.Clock, world.Times);
        Rollbacks = new Rollbacks(journal, leases, executor, triggers, platforms, signal, world.Clock, world.Times);
        Approvals = new RollbackCaseListener(journal, leases, record, world, signal, world.Clock, world.Times);
        Sweep = new RollbackSweep(Rollbacks, Approvals, world, NullLogger<RollbackSweep>.Instance);
    }

    public ModelRoutes Routes { get; }

    public Rollbacks Rollbacks { get; }

    public ChangeSignal<RollbackState> Signal { get; } = new();

    public RollbackSweep Sweep { get; }

    public RollbackCaseListener Approvals { get; }

    public string Platform => _world.Platform.Platform;

    public bool DividesTraffic => _world.Platform.DividesTraffic;

    public ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        PlatformAsync(() => _world.Platform.ReadAsync(model, CancellationToken.None));

    public async ValueTask SetTrafficAsync(
        ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.SetTrafficAsync(model, shares, CancellationToken.None)));

    public async ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.PutAsync(model, deployment, revision, CancellationToken.None)));

    public async ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken) =>
        await PlatformAsync(() => ChangeAsync(_world.Platform.PauseAsync(model, deployment, CancellationToken.None)));

    public ValueTask<Attestation?> FindAsync(string model, Revision revision, CancellationToken cancellationToken) =>
        StoreAsync(() => new ValueTask<Attestation?>(_world.Attested.Contains(revision) ? Of(revision) : null));

    public ValueTask<IReadOnlyList<Attestation>> ListAsync(string model, CancellationToken cancellationToken) =>
        StoreAsync(() => new ValueTask<IReadOnlyList<Attestation>>([.. _world.Attested.Select(Of)]));

    public ValueTask<ProbeResult> RunAsync(
        ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken) => PlatformAsync(() =>
        new ValueTask<ProbeResult>(
            new ProbeResult("suite", 1, _world.Platform.IsHealthy(deployment) ? [] : ["probe"], _world.Clock.GetUtcNow(), TimeSpan.Zero)));

    private static Attestation Of(Revision revision) =>
        new($"a-{revision.ModelVersion}", "claims-ft", revision, "release", DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private async ValueTask<bool> ChangeAsync(ValueTask change)
    {
        await change;
        await _world.CheckAsync();
        return true;
    }

    private ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> call) => _calls.StoreAsync(Stall, call);

    private ValueTask<T> PlatformAsync<T>(Func<ValueTask<T>> call) =>
        _calls.RunAsync(Stall, call, static () => new DeploymentPlatformException("planned", isFinal: false));
}
