using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Rotation;

/// <summary>Rotation of one credential through the real adapters against the simulated services, with virtual time.</summary>
internal sealed class WireRotation : IPolicySource, IAsyncDisposable
{
    private const string Id =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Some/accounts/claims";

    private readonly AzureSimulation _azure;
    private readonly KeyJsonFormat _shape;
    private readonly InMemoryAuditLog _audit = new();
    private readonly RecordingAlerts _alerts = new();

    private WireRotation(AzureSimulation azure, KeyJsonFormat shape, FakeTimeProvider clock)
    {
        (_azure, _shape, Clock) = (azure, shape, clock);
        Account = azure.Resources.Add(Id, shape);
        Platform = NewClient();
        Vault = AzureClients.Vault(azure);
        Credential = new CredentialPolicy
        {
            Id = "claims-key",
            Platform = Platform.Name,
            Resource = Platform is WebhookKeys ? "https://claims.example.net/keys" : Id,
            Secret = "claims-key",
        };
        Current = new GuardPolicy
        {
            RevisionId = new string('0', 64),
            Applications = FrozenDictionary<string, ApplicationPolicy>.Empty,
            Tiers = FrozenDictionary<string, TierPolicy>.Empty,
            Tools = FrozenDictionary<string, ToolPolicy>.Empty,
            Models = FrozenDictionary<string, ModelPolicy>.Empty,
            Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
            Credentials = new Dictionary<string, CredentialPolicy> { [Credential.Id] = Credential }.ToFrozenDictionary(),
            Access = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
            Connectors = FrozenDictionary<string, ConnectorPolicy>.Empty,
        };
        Documents = new InMemoryDocumentStore(clock);
        var (journal, entropy) = (new RotationJournal(Documents), new SeededEntropy(9));
        var (platforms, fingerprints, times) = (new KeyPlatforms([Platform]), new KeyFingerprints(Vault, entropy), new RotationTimings());
        var record = new RotationReporter(
            _audit, _alerts, new RotationCases(new RecordingCases(), this), this, clock, NullLogger<RotationReporter>.Instance);
        var executor = new RotationExecutor(Vault, platforms, fingerprints, record, clock, times);
        var rotator = new Rotator(journal, new Leases(entropy, clock), executor, record, Vault, platforms, clock, times);
        Sweep = new RotationSweep(rotator, journal, record, Vault, fingerprints, this, clock);
    }

    public GuardPolicy Current { get; }

    public FakeTimeProvider Clock { get; }

    public AzureSimulation Azure => _azure;

    public SimulatedAccount Account { get; }

    public IKeyPlatform Platform { get; }

    public KeyVaultSecretStore Vault { get; }

    public InMemoryDocumentStore Documents { get; }

    public CredentialPolicy Credential { get; }

    public RotationSweep Sweep { get; }

    /// <summary>The vault's key before the rotation.</summary>
    public string OldKey { get; private set; } = "";

    public static async Task<WireRotation> StartAsync(KeyJsonFormat shape)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var rotation = new WireRotation(await AzureSimulation.StartAsync(clock), shape, clock);

        // The keys that a resource is born with are not of the service's shape.
        foreach (var slot in await rotation.Platform.ListAsync(rotation.Credential, CancellationToken.None))
        {
            await rotation.Platform.RegenerateAsync(rotation.Credential, slot.Name, CancellationToken.None);
        }

        rotation.OldKey = rotation.Account.Keys[0][^1];
        await rotation.Vault.SetAsync(
            rotation.Credential.Secret, rotation.OldKey, new SecretAttributes { Expires = clock.GetUtcNow().AddDays(29) },
            CancellationToken.None);
        rotation.Account.Lag = TimeSpan.FromSeconds(40);
        return rotation;
    }

    public IKeyPlatform NewClient() => AzureClients.Platform(_azure, _shape);

    /// <summary>The records of the rotation: entries, alerts, the journal.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync() =>
    [
        .. _audit.Entries.Select(static e => $"{e} {string.Join(' ', e.Facts)} {string.Join(' ', e.Macs)}"),
        .. _alerts.Raised.Select(static a => $"{a.Code} {a.Message} {a.DedupeKey} {string.Join(' ', a.Tags)}"),
        .. (await Documents.ListAsync(RotationJournal.Partition, null, 100, CancellationToken.None))
            .Select(static d => Encoding.UTF8.GetString(d.Body.Span)),
    ];

    public ValueTask DisposeAsync() => _azure.DisposeAsync();
}
