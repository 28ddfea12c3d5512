using System.Collections.Frozen;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tests.Journals;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>A platform, routes and a journal with virtual time, and what must hold of them at every moment.</summary>
internal sealed class RollbackHarness : FaultHarness, IPolicySource
{
    private readonly Dictionary<string, HashSet<string>> _rollbacks = [];
    private int _entriesChecked;

    public RollbackHarness(bool dividesTraffic, bool needsApproval = false)
    {
        Documents = new InMemoryDocumentStore(Clock);
        Platform = new SimulatedDeployments(dividesTraffic);
        Routes = new ModelRoutes(Documents, Entropy, Clock);
        Model = new ModelPolicy { Id = "claims-ft", Platform = Platform.Platform, Deployment = "blue", Standby = "green" };
        var tier = new TierPolicy { Id = "t", Rollback = new RollbackPolicy { NeedsApproval = needsApproval } };
        Current = Policies.TestPolicies.With() with
        {
            Models = new Dictionary<string, ModelPolicy> { [Model.Id] = Model }.ToFrozenDictionary(),
            Tiers = new Dictionary<string, TierPolicy> { [tier.Id] = tier }.ToFrozenDictionary(),
            Applications = new Dictionary<string, ApplicationPolicy>
            {
                ["a"] = new() { Id = "a", Tier = "t", Models = [Model.Id], Callers = [] }
            }.ToFrozenDictionary(),
        };
    }

    public RollbackTimings Times { get; } = new();

    public SimulatedDeployments Platform { get; }

    public InMemoryDocumentStore Documents { get; }

    public ModelRoutes Routes { get; }

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public RecordingCases Cases { get; } = new();

    public IEntropy Entropy { get; } = new SeededEntropy(3);

    public GuardPolicy Current { get; }

    public ModelPolicy Model { get; }

    /// <summary>The attested revisions, newest first.</summary>
    public List<Revision> Attested { get; } = [];

    /// <summary>The change while a worker is suspended.</summary>
    public Action OnMeanwhile { get; set; } = static () => { };

    public static Revision Version(int number) => new() { ModelName = "claims", ModelVersion = $"{number}" };

    /// <summary>Version 2 serves in blue, version 1 stands in green, version 0 stands nowhere; all are attested and healthy.</summary>
    public static RollbackHarness Create(bool dividesTraffic = false, bool needsApproval = false)
    {
        var world = new RollbackHarness(dividesTraffic, needsApproval);
        world.Platform.Stand("blue", Version(2), 100);
        world.Platform.Stand("green", Version(1), 0);
        world.Attested.AddRange([Version(2), Version(1), Version(0)]);
        return world;
    }

    public FaultyRollbackWorker Worker(params IEnumerable<Fault> faults) => new(this, faults);

    public Task SweepAsync() => Worker().Sweep.RunAsync(CancellationToken.None);

    public ValueTask<RollbackState> StateAsync() => new RollbackJournal(Documents).ReadAsync(Model.Id, CancellationToken.None);

    public async ValueTask<ModelRoute> RouteAsync() =>
        (await new ModelRoutes(Documents, Entropy, Clock).ReadAsync(Model.Id, CancellationToken.None)).Route;

    /// <summary>Somebody puts a revision that nobody attested where calls go, past the guard.</summary>
    public async Task<RollbackTrigger> DeployBadAsync(string id)
    {
        var serving = await ServingAsync() ?? "blue";
        var bad = new Revision { ModelName = "claims", ModelVersion = $"bad-{id}" };
        Platform.Stand(serving, bad, Platform.Traffic(serving));
        return Trigger(id, RollbackCause.Unattested, serving, bad.Digest);
    }

    public RollbackTrigger Trigger(string id, RollbackCause cause, string? deployment = null, string? digest = null) =>
        new() { Id = id, Model = Model.Id, Cause = cause, Deployment = deployment, RevisionDigest = digest, Actor = "guard" };

    public async Task<string?> ServingAsync()
    {
        var route = await RouteAsync();
        return route.IsClosed ? null : route.SharesFor(Model).Single(static s => s.Value == 100).Key;
    }

    /// <summary>The invariants.</summary>
    public async Task CheckAsync()
    {
        (await RouteAsync()).SharesFor(Model).Values.Sum().ShouldBe(100);
        Platform.Sum.ShouldBeOneOf(0, 100);
        for (; _entriesChecked < Audit.Entries.Count; _entriesChecked++)
        {
            var entry = Audit.Entries[_entriesChecked];
            if (entry.Kind == AuditKinds.RollbackStarted)
            {
                (_rollbacks.TryGetValue(entry.Facts["trigger"], out var ids) ? ids : _rollbacks[entry.Facts["trigger"]] = [])
                    .Add(entry.Facts["rollback"]);
            }
        }

        _rollbacks.ShouldAllBe(static r => r.Value.Count == 1, "a trigger rolled back twice");
    }

    /// <summary>
    /// Nothing fails any more, and the watch looks once in a while: what is left must be attested and healthy, or nothing.
    /// </summary>
    /// <returns>False when it does not come to rest: it may wait for a person.</returns>
    public async Task<bool> RecoverAsync()
    {
        for (var turn = 0; turn < 200; turn++)
        {
            await SweepAsync();
            await CheckAsync();
            if (!IsCallPending && await StateAsync() is { PendingTriggers.Count: 0, Rollback: null or { Ended: true } })
            {
                if (await FaultAsync() is not { } deployment)
                {
                    return true;
                }

                var watch = Trigger($"watch-{turn}", RollbackCause.Unattested, deployment, Platform.RevisionOf(deployment).Digest);
                await Worker().Rollbacks.RequestAsync(watch, CancellationToken.None);
            }

            if ((await StateAsync()).Rollback?.Step == RollbackStep.Approve)
            {
                return false;
            }

            await AdvanceAsync(TimeSpan.FromSeconds(50));
        }

        return false;
    }

    protected override async Task WorkMeanwhileAsync(TimeSpan stall)
    {
        OnMeanwhile();
        await AdvanceAsync(stall);
        await SweepAsync();
    }

    /// <summary>The deployment that gets calls and must not; null when all is well.</summary>
    private async Task<string?> FaultAsync() =>
        await ServingAsync() is { } serving && !(Platform.IsServing(serving)
            && Attested.Contains(Platform.RevisionOf(serving))
            && Platform.IsHealthy(serving)) ? serving : null;
}
