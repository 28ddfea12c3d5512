using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Testing;
using ServerlessGuard.Local.Simulation.Azure;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Rotation;

public sealed class KeyPlatformTests
{
    private const string Id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Some/accounts/claims";

    public static TheoryData<KeyShape> Shapes => [.. Enum.GetValues<KeyShape>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task ListsRegeneratesAndProbes_AsTheServiceSpellsIt(KeyShape shape)
    {
        await using var azure = await AzureSimulation.StartAsync();
        var account = azure.Resources.Add(Id, shape);
        var platform = AzureClients.Platform(azure, shape);
        var credential = Credential(platform);
        await RegenerateBothAsync(platform, credential);
        var before = await platform.ListAsync(credential, CancellationToken.None);
        before.Select(static s => s.Key).ShouldBe([account.Keys[0][^1], account.Keys[1][^1]]);
        (await platform.ProbeAsync(credential, before[1].Key, CancellationToken.None)).ShouldBe(KeyProbe.Accepted);
        await platform.RegenerateAsync(credential, before[1].Name, CancellationToken.None);
        var after = await platform.ListAsync(credential, CancellationToken.None);
        after[0].ShouldBe(before[0]);
        after[1].Key.ShouldNotBe(before[1].Key);
        (await platform.ProbeAsync(credential, before[0].Key, CancellationToken.None)).ShouldBe(KeyProbe.Accepted);
        (await platform.ProbeAsync(credential, after[1].Key, CancellationToken.None)).ShouldBe(KeyProbe.Accepted);
        (await platform.ProbeAsync(credential, before[1].Key, CancellationToken.None)).ShouldBe(KeyProbe.Refused);
        (platform.KeyFree is null).ShouldBe(shape == KeyShape.Webhook);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task RotatesOverTheWire_ThroughThrottlingConflictsLostAnswersAndLateKeys(KeyShape shape)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var azure = await AzureSimulation.StartAsync(clock);
        var account = azure.Resources.Add(Id, shape);
        var platform = AzureClients.Platform(azure, shape);
        var credential = Credential(platform);
        await RegenerateBothAsync(platform, credential);
        account.Lag = TimeSpan.FromSeconds(40);
        var vault = AzureClients.Vault(azure);
        var old = account.Keys[0][^1];
        await vault.SetAsync(credential.Secret, old, new SecretAttributes { Expires = clock.GetUtcNow().AddDays(29) }, CancellationToken.None);
        var (documents, audit, policies, entropy) = (new InMemoryDocumentStore(clock), new InMemoryAuditLog(), new OneCredential(credential), new SeededEntropy(9));
        var (journal, marks, alerts) = (new RotationJournal(documents), new KeyMarks(vault, entropy), new RecordingAlerts());
        var rotator = new Rotator(journal, vault, [platform], marks, audit, alerts, policies, entropy, clock, new RotationTimes(), NullLogger<Rotator>.Instance);
        var sweep = new RotationSweep(rotator, journal, vault, alerts, policies, clock, NullLogger<RotationSweep>.Instance);
        azure.FailNext(shape == KeyShape.Webhook ? "keys" : "listKeys", 429, retryAfter: "0");
        azure.FailNext(shape == KeyShape.Webhook ? "keys" : "regenerateKey", 409);
        azure.FailNext(shape == KeyShape.Webhook ? "keys" : "regenerateKey", 500, acts: true);
        CredentialState? state = null;
        for (var turn = 0; turn < 200 && state?.Rotation?.Step != RotationStep.Done; turn++)
        {
            try
            {
                state = await sweep.RunAsync(credential, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // The next turn resumes.
            }

            var current = await vault.GetAsync(credential.Secret, CancellationToken.None);
            account.Accepts(current!.Value).ShouldBeTrue();
            clock.Advance(state?.Rotation?.Step == RotationStep.Overlap ? TimeSpan.FromHours(5) : TimeSpan.FromSeconds(30));
        }

        state!.Rotation!.Proved.ShouldNotBeNull();
        account.Accepts(old).ShouldBeFalse();
        (await vault.ListVersionsAsync(credential.Secret, CancellationToken.None)).Count.ShouldBe(2);
        var kept = Encoding.UTF8.GetString((await documents.GetAsync(RotationJournal.Partition, credential.Id, CancellationToken.None))!.Body.Span);
        foreach (var key in account.Keys.SelectMany(static keys => keys.Skip(1)))
        {
            kept.ShouldNotContain(key);
            azure.Seen.ShouldAllBe(s => !s.Path.Contains(key, StringComparison.Ordinal) && !s.Query.Values.Contains(key));
        }
    }

    [Fact]
    public async Task TellsNothingOfAKey_WhenTheServiceFails()
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Resources.Add(Id, KeyShape.CognitiveServices);
        var platform = AzureClients.Platform(azure, KeyShape.CognitiveServices);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            azure.FailNext("openai/models", 503);
        }

        (await platform.ProbeAsync(Credential(platform), "a0", CancellationToken.None)).ShouldBe(KeyProbe.Unknown);
    }

    private static CredentialPolicy Credential(IKeyPlatform platform) => new()
    {
        Id = "claims-key",
        Platform = platform.Name,
        Resource = platform is WebhookKeys ? "https://claims.example.net/keys" : Id,
        Secret = "claims-key",
    };

    /// <summary>The keys that a resource is born with are not of the service's shape.</summary>
    private static async Task RegenerateBothAsync(IKeyPlatform platform, CredentialPolicy credential)
    {
        foreach (var slot in await platform.ListAsync(credential, CancellationToken.None))
        {
            await platform.RegenerateAsync(credential, slot.Name, CancellationToken.None);
        }
    }

    private sealed class OneCredential(CredentialPolicy credential) : IPolicySource
    {
        public GuardPolicy Current { get; } = new()
        {
            RevisionId = new string('0', 64),
            Applications = FrozenDictionary<string, ApplicationPolicy>.Empty,
            Tiers = FrozenDictionary<string, TierPolicy>.Empty,
            Tools = FrozenDictionary<string, ToolPolicy>.Empty,
            Models = FrozenDictionary<string, ModelPolicy>.Empty,
            Attesters = FrozenDictionary<string, AttesterPolicy>.Empty,
            Credentials = new Dictionary<string, CredentialPolicy> { [credential.Id] = credential }.ToFrozenDictionary(),
            Access = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
            Connectors = FrozenDictionary<string, ConnectorPolicy>.Empty,
        };
    }
}
