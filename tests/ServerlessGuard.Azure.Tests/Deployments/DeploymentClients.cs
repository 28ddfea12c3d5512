using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Azure.Tests.Deployments;

/// <summary>An account and an endpoint with two revisions each, and the adapters as a host makes them.</summary>
internal static class DeploymentClients
{
    public const string Account =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/claims";
    public const string Endpoint =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/onlineEndpoints/claims-ml";
    public const string Tuned = "gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678-claims";

    public static readonly ModelPolicy OpenAIModel = new()
    {
        Id = "claims-ft",
        Platform = "azure-openai",
        Deployment = "claims-ft",
        Standby = "claims-ft-previous",
        Resource = Account
    };
    public static readonly ModelPolicy MLModel = new()
    {
        Id = "claims-ml",
        Platform = "azure-ml",
        Deployment = "blue",
        Standby = "green",
        Resource = Endpoint
    };

    public static Revision Revision(string name, string version) => new() { ModelName = name, ModelVersion = version };

    public static async Task<AzureSimulation> StartAsync()
    {
        var azure = await AzureSimulation.StartAsync();
        foreach (var version in new[] { "1", "2", "3" })
        {
            azure.Models.Add(Tuned, version, ModelBehaviour.Safe);
            azure.Models.Add("claims", version, ModelBehaviour.Safe);
        }

        azure.OpenAI.AddAccount(Account);
        azure.OpenAI.AddExisting(Account, "claims-ft", Tuned, "2");
        azure.OpenAI.AddExisting(Account, "claims-ft-previous", Tuned, "1");
        azure.MachineLearning.AddEndpoint(Endpoint, ("blue", "claims", "2"), ("green", "claims", "1"));
        return azure;
    }

    public static IDeploymentPlatform OpenAI(AzureSimulation azure) => new AzureOpenAIDeployments(AzureClients.Arm(azure));

    public static IDeploymentPlatform ML(AzureSimulation azure) => new AzureMachineLearningDeployments(AzureClients.Arm(azure));
}
