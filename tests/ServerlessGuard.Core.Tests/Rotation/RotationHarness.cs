using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Tests.Journals;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>A platform, a vault and a journal with virtual time, and what must hold of them at every moment.</summary>
internal sealed class RotationHarness : FaultHarness, IPolicySource
{
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(25);

    private readonly Dictionary<string, string> _triggers = [];

    public RotationHarness()
    {
        Platform = new SimulatedKeys(Clock, Lag);
        Vault = new InMemorySecretStore(Clock);
        Documents = new InMemoryDocumentStore(Clock);
        Current = Policies.TestPolicies.With(Policy);
    }

    public RotationTimings Times { get; } = new();

    public SimulatedKeys Platform { get; }

    public InMemorySecretStore Vault { get; }

    public InMemoryDocumentStore Documents { get; }

    public InMemoryAuditLog Audit { get; } = new();

    public RecordingAlerts Alerts { get; } = new();

    public RecordingCases Cases { get; } = new();

    public IEntropy Entropy { get; } = new SeededEntropy(3);

    public GuardPolicy Current { get; set; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public CredentialPolicy Policy { get; } = new()
    {
        Id = "claims-key",
        Platform = "generic",
        Resource = "https://keys.example/",
        Secret = "claims-key"
    };

    /// <summary>The vault versions that were current, oldest first.</summary>
    public List<string> Versions { get; } = [];

    public static async Task<RotationHarness> CreateAsync(ILoggerFactory? loggers = null)
    {
        var world = new RotationHarness { Loggers = loggers ?? NullLoggerFactory.Instance };
        var key = (await world.Platform.ListAsync(world.Policy, CancellationToken.None))[0].Key;
        var secret = await world.Vault.SetAsync(
            world.Policy.Secret, key, new SecretAttributes { Expires = world.Clock.GetUtcNow() + TimeSpan.FromDays(29.9) },
            CancellationToken.None);
        world.Versions.Add(secret.Version.Version);
        return world;
    }

    public FaultyWorker Worker(params IEnumerable<Fault> faults) => new(this, faults);

    public Task SweepAsync() => Worker().Sweep.RunAsync(CancellationToken.None).AsTask();

    public GuardEvent Event(string type, string version) => new()
    {
        Id = $"{type}-{version}",
        Source = "/vault",
        Type = type,
        Subject = Policy.Secret,
        Time = Clock.GetUtcNow(),
        Data = JsonSerializer.SerializeToElement(
            new Dictionary<string, string> { ["VaultName"] = "v", ["ObjectName "] = Policy.Secret, ["Version"] = version }),
    };

    /// <summary>The invariants. Called after every change to platform, vault or time.</summary>
    public async Task CheckAsync()
    {
        Platform.Issued.Any(Platform.Accepts).ShouldBeTrue("no key is valid");
        var current = await Vault.GetAsync(Policy.Secret, CancellationToken.None);
        current.ShouldNotBeNull();
        Platform.IsLive(current.Value).ShouldBeTrue("the vault's current key was replaced at the platform");
        Platform.Accepts(current.Value).ShouldBeTrue("the vault's current key is not accepted");
        if (Versions[^1] != current.Version.Version)
        {
            Versions.Add(current.Version.Version);
        }

        var rotations = (await Vault.ListVersionsAsync(Policy.Secret, CancellationToken.None))
            .Select(static v => v.Attributes.Tags.GetValueOrDefault(RotationTags.Rotation))
            .OfType<string>()
            .ToList();
        rotations.ShouldBeUnique();
        if ((await StateAsync()).Rotation is { } rotation)
        {
            _triggers[rotation.Id] = rotation.Trigger;
            rotation.Step.ShouldNotBe(RotationStep.Superseded);
        }

        rotations.Where(_triggers.ContainsKey).Select(id => _triggers[id]).ShouldBeUnique("a trigger rotated twice");
    }

    public ValueTask<CredentialState> StateAsync() => new RotationJournal(Documents).ReadAsync(Policy.Id, CancellationToken.None);

    /// <summary>Nothing fails any more: what was under way must end well.</summary>
    public async Task RecoverAsync()
    {
        for (var turn = 0; turn < 200; turn++)
        {
            await SweepAsync();
            var state = await StateAsync();
            if (!IsCallPending && state is { Rotation.Step: RotationStep.Done, Queued: null })
            {
                return;
            }

            await AdvanceAsync(state.Rotation?.Step == RotationStep.Overlap ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(11));
        }

        (await StateAsync()).Rotation?.Step.ShouldBe(RotationStep.Done);
    }

    /// <summary>Every key that was the vault's once is dead, and the journal says that it was proved.</summary>
    public async Task CheckProofsAsync()
    {
        var state = await StateAsync();
        state.Rotation.ShouldNotBeNull().Proved.ShouldNotBeNull();
        foreach (var version in Versions.SkipLast(1))
        {
            var old = await Vault.GetVersionAsync(Policy.Secret, version, CancellationToken.None);
            Platform.Accepts(old.ShouldNotBeNull().Value).ShouldBeFalse("an old key still works");
        }

        Audit.Entries.Select(static e => e.Kind).ShouldContain(ServerlessGuard.Core.Audit.AuditKinds.RotationVerified);
    }

    protected override Task OnAdvancedAsync() => CheckAsync();

    protected override async Task WorkMeanwhileAsync(TimeSpan stall)
    {
        await AdvanceAsync(stall / 2);
        await SweepAsync();
        await AdvanceAsync(stall / 2);
        await SweepAsync();
    }
}
