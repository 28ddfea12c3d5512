using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Azure.Tests.Rotation;

public sealed class KeyPlatformTests
{
    private const string Id =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Some/accounts/claims";

    public static TheoryData<KeyJsonFormat> Shapes => [.. Enum.GetValues<KeyJsonFormat>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task ListsRegeneratesAndProbes_AsTheServiceSpellsIt(KeyJsonFormat shape)
    {
        await using var azure = await AzureSimulation.StartAsync();
        var account = azure.Resources.Add(Id, shape);
        var platform = AzureClients.Platform(azure, shape);
        var credential = Credential(platform);
        await RegenerateBothAsync(platform, credential);
        var before = await platform.ListAsync(credential, CancellationToken.None);
        before.Select(static s => s.Key).ShouldBe([account.Keys[0][^1], account.Keys[1][^1]]);
        (await platform.ProbeAsync(credential, before[1].Key, CancellationToken.None)).ShouldBe(KeyProbeResult.Accepted);
        await platform.RegenerateAsync(credential, before[1].Name, CancellationToken.None);
        var after = await platform.ListAsync(credential, CancellationToken.None);
        after[0].ShouldBe(before[0]);
        after[1].Key.ShouldNotBe(before[1].Key);
        (await platform.ProbeAsync(credential, before[0].Key, CancellationToken.None)).ShouldBe(KeyProbeResult.Accepted);
        (await platform.ProbeAsync(credential, after[1].Key, CancellationToken.None)).ShouldBe(KeyProbeResult.Accepted);
        (await platform.ProbeAsync(credential, before[1].Key, CancellationToken.None)).ShouldBe(KeyProbeResult.Refused);
        (platform.KeyFree is null).ShouldBe(shape == KeyJsonFormat.Webhook);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task RotatesOverTheWire_ThroughThrottlingConflictsLostAnswersAndLateKeys(KeyJsonFormat shape)
    {
        await using var rotation = await WireRotation.StartAsync(shape);
        rotation.Azure.FailNext(shape == KeyJsonFormat.Webhook ? "keys" : "listKeys", 429, retryAfter: "0");
        rotation.Azure.FailNext(shape == KeyJsonFormat.Webhook ? "keys" : "regenerateKey", 409);
        rotation.Azure.FailNext(shape == KeyJsonFormat.Webhook ? "keys" : "regenerateKey", 500, acts: true);
        CredentialState? state = null;
        for (var turn = 0; turn < 200 && state?.Rotation?.Step != RotationStep.Done; turn++)
        {
            try
            {
                state = await rotation.Sweep.RunAsync(rotation.Credential, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // The next turn resumes.
            }

            var current = await rotation.Vault.GetAsync(rotation.Credential.Secret, CancellationToken.None);
            rotation.Account.Accepts(current!.Value).ShouldBeTrue();
            rotation.Clock.Advance(state?.Rotation?.Step == RotationStep.Overlap ? TimeSpan.FromHours(5) : TimeSpan.FromSeconds(30));
        }

        state!.Rotation!.Proved.ShouldNotBeNull();
        rotation.Account.Accepts(rotation.OldKey).ShouldBeFalse();
        (await rotation.Vault.ListVersionsAsync(rotation.Credential.Secret, CancellationToken.None)).Count.ShouldBe(2);
        var told = await rotation.ToldAsync();
        foreach (var key in rotation.Account.Keys.SelectMany(static keys => keys.Skip(1)))
        {
            told.ShouldAllBe(line => !line.Contains(key, StringComparison.Ordinal));
            rotation.Azure.Requests.ShouldAllBe(s => !s.Path.Contains(key, StringComparison.Ordinal) && !s.Query.Values.Contains(key));
        }
    }

    [Fact]
    public async Task TellsNothingOfAKey_WhenTheServiceFails()
    {
        await using var azure = await AzureSimulation.StartAsync();
        azure.Resources.Add(Id, KeyJsonFormat.CognitiveServices);
        var platform = AzureClients.Platform(azure, KeyJsonFormat.CognitiveServices);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            azure.FailNext("openai/models", 503);
        }

        (await platform.ProbeAsync(Credential(platform), "a0", CancellationToken.None)).ShouldBe(KeyProbeResult.Unknown);
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
}
