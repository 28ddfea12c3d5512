using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tests.Deployments;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Watch;

/// <summary>
/// One model on one endpoint, and everything around the watch as small as it can be. The platform, probes and rollbacks do what a test
/// says.
/// </summary>
internal sealed class WatchHarness
    : IPolicySource, IDeploymentPlatform, IAttestations, IProbeRunner, IProbeSuiteSource, IRollbackCoordinator, IDiagnosticSettings
{
    public const string Resource =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims/providers/Microsoft.CognitiveServices/accounts/claims";

    public static readonly Revision Good = new() { ModelName = "claims", ModelVersion = "1" };
    public static readonly Revision Other = new() { ModelName = "claims", ModelVersion = "2" };

    private static readonly ProbeSuiteResult Suite = ProbeSuiteLoader.Load(AttestationHarness.SuiteText, "claims.yaml");

    private readonly ConcurrentDictionary<string, RollbackTrigger> _triggers = new();

    public WatchHarness(string platform = "azure-openai")
    {
        Model = new()
        {
            Id = "claims-ft",
            Platform = platform,
            Deployment = "live",
            Standby = "previous",
            Resource = Resource,
            Probes = "claims.yaml"
        };
        Policy(static t => t);
        Deployments = [At("live", Good), At("previous", Good) with { Traffic = 0 }];
        Attested = [Good];
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ModelPolicy Model { get; }

    public GuardPolicy Current { get; set; } = null!;

    public IReadOnlyList<EndpointDeployment> Deployments { get; set; }

    public IReadOnlyList<Revision> Attested { get; set; }

    public bool? IsDiagnosed { get; set; } = true;

    public Func<string, bool> Healthy { get; set; } = static _ => true;

    public Func<Exception?> PlatformFault { get; set; } = static () => null;

    public Func<Exception?> DiagnosticsFault { get; set; } = static () => null;

    public Func<Exception?> RollbackFault { get; set; } = static () => null;

    public IDocumentStore Documents { get; set; } = null!;

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public ConcurrentQueue<string> Probed { get; } = new();

    public ConcurrentQueue<string> Paused { get; } = new();

    public IReadOnlyCollection<RollbackTrigger> Triggers => [.. _triggers.Values];

    public int Requests { get; private set; }

    public string Platform => Model.Platform;

    public bool DividesTraffic => Model.Platform == "azure-ml";

    public ModelRoutes Routes => field ??= new(new InMemoryDocumentStore(Clock), Entropy, Clock);

    public IEntropy Entropy { get; } = new SeededEntropy(9);

    public static EndpointDeployment At(string name, Revision revision) =>
        new() { Name = name, Revision = revision, Traffic = 100, IsReady = true, ChangedBy = "someone@example" };

    public void Policy(Func<TierPolicy, TierPolicy> change, bool attesters = true) => Current = TestPolicies.With() with
    {
        Models = new[] { Model }.ToFrozenDictionary(static m => m.Id),
        Tiers = new[] { change(new TierPolicy { Id = "tier" }) }.ToFrozenDictionary(static t => t.Id),
        Applications = new[] { new ApplicationPolicy { Id = "app", Tier = "tier", Models = [Model.Id], Callers = ["key:app"] } }
            .ToFrozenDictionary(static a => a.Id),
        Attesters = (attesters ? new[] { new AttesterPolicy("pipeline", new byte[32], TimeSpan.FromDays(90)) } : [])
            .ToFrozenDictionary(static a => a.Id),
    };

    public DeploymentWatch Watch()
    {
        Documents ??= new InMemoryDocumentStore(Clock);
        var (journal, record) = (new WatchJournal(Documents), new WatchReporter(Audit, Alerts, Clock));
        var endpoints = new EndpointReader(new DeploymentPlatforms([this]), [this], this, Routes, NullLogger<EndpointReader>.Instance);
        var inventory = new DeploymentInventory(journal, Routes, this, this, record, Clock);
        var actions = new DriftActions(endpoints, this, journal, record, Clock, NullLogger<DriftActions>.Instance);
        return new(endpoints, inventory, actions, journal, record, this, Entropy, Clock);
    }

    public async Task<WatchState> CheckAsync(ResourceChange? hint = null) => await Watch().CheckAsync(Model, hint, CancellationToken.None);

    public DeploymentSweep Sweep()
    {
        var watch = Watch();
        return new(watch, new WatchJournal(Documents), Audit, this, Clock, NullLogger<DeploymentSweep>.Instance);
    }

    public Task TellAsync(
        string type, string source, string? subject, object data) => new DeploymentEventHandler(Watch(), this).HandleAsync(
        new GuardEvent
        {
            Id = "e1",
            Source = source,
            Type = type,
            Subject = subject,
            Time = Clock.GetUtcNow(),
            Data = JsonSerializer.SerializeToElement(data)
        },
        CancellationToken.None);

    public ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        PlatformFault() is { } fault ? throw fault : new(new EndpointState(model.Id, Deployments, null));

    public ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        Paused.Enqueue(deployment);
        Deployments = [.. Deployments.Select(d => d.Name == deployment ? d with { IsPaused = true } : d)];
        return ValueTask.CompletedTask;
    }

    public ValueTask<Attestation?> FindAsync(string model, Revision revision, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Attestation>> ListAsync(string model, CancellationToken cancellationToken) =>
        new([.. Attested.Select(r => new Attestation(r.Digest, model, r, "pipeline", Clock.GetUtcNow(), Clock.GetUtcNow().AddDays(60)))]);

    public ValueTask<ProbeResult> RunAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken)
    {
        quick.ShouldBeTrue();
        Probed.Enqueue(deployment);
        return new(new ProbeResult("x", 1, Healthy(deployment) ? [] : ["one"], Clock.GetUtcNow(), TimeSpan.Zero));
    }

    public ProbeSuiteResult? Find(ModelPolicy model) => Suite;

    public ValueTask<RollbackBeginResult> RequestAsync(RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        Requests++;
        if (RollbackFault() is { } fault)
        {
            throw fault;
        }

        _triggers.TryAdd(trigger.Id, trigger);
        return new(RollbackBeginResult.Started);
    }

    public ValueTask<bool?> IsOnAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        DiagnosticsFault() is { } fault ? throw fault : new(IsDiagnosed);
}
