using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Simulation.Duties;

namespace ServerlessGuard.Simulation.Tests.Duties;

public sealed class DutyAzureTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers";

    /// <summary>The rotator begins with what the vault holds.</summary>
    [Theory]
    [InlineData("azure-openai", "Microsoft.CognitiveServices/accounts/letters")]
    [InlineData("azure-ml", "Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/letters")]
    [InlineData("azure-storage", "Microsoft.Storage/storageAccounts/letters")]
    [InlineData("azure-eventgrid", "Microsoft.EventGrid/topics/letters")]
    public async Task EveryCredentialOfAzure_HasItsKeyInTheVault(string platform, string resource)
    {
        var loaded = PolicyLoader.Load(
            $$"""
            version: 1
            applications:
              - { id: post, tier: plain, models: [letters], callers: ["key:post"] }
            tiers:
              plain: { stream: buffered }
            models:
              letters: { platform: openai }
            credentials:
              - { id: letters-key, platform: {{platform}}, resource: "{{Group}}/{{resource}}", secret: letters-key, rotate_every: 30d, overlap: 1h }
            """,
            "test.yaml");
        var policy = loaded.Policy.ShouldNotBeNull(string.Join('\n', loaded.Errors));

        await using var azure = await DutyAzure.StartAsync(
            policy, new ProbeSuiteFiles(AppContext.BaseDirectory), "http://127.0.0.1:0", TimeProvider.System,
            TestContext.Current.CancellationToken);

        azure.Vault.Versions("letters-key").ShouldHaveSingleItem().Value.ShouldNotBeEmpty();
    }
}
