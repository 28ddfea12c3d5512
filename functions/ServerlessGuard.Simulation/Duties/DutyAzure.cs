using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Simulation.Duties;

/// <summary>
/// The simulated Azure that the duties' apps need beside the storage emulator: what infra makes, and what a policy names.
/// Every model answers at the endpoint that its policy gives it, and knows the answers that its probes ask for.
/// </summary>
internal static class DutyAzure
{
    /// <summary>The vault's keys; true: it signs.</summary>
    public static IReadOnlyDictionary<string, bool> Keys { get; } = new Dictionary<string, bool>
    {
        ["review"] = false,
        ["vault"] = false,
        ["evidence"] = true
    };

    private const string Revision = "1";

    /// <summary>The version of each model that gives secrets away: to see it rolled back.</summary>
    private const string Unsound = "2";

    /// <summary>
    /// The policy's models, the same revision in a deployment and its standby, and the keys of its Azure resources in the vault. The vault
    /// has no other secret.
    /// </summary>
    /// <param name="address">The address to listen on. Port 0 takes a free one.</param>
    public static async Task<AzureSimulation> StartAsync(
        GuardPolicy policy, IProbeSuiteSource suites, string address, TimeProvider clock, CancellationToken cancellationToken)
    {
        var azure = await AzureSimulation.StartAsync(clock, address);
        azure.Add(new SimulatedAuthorization());
        foreach (var (name, signs) in Keys)
        {
            azure.Vault.Keys.Create(name, signs);
        }

        foreach (var model in policy.Models.Values.GroupBy(static model => (model.Platform, model.Resource)))
        {
            AddExisting(azure, model.Key.Platform, model.Key.Resource, [.. model], suites);
        }

        var vault = new KeyVaultSecretStore(new SecretClient(
            new Uri($"https://{AzureSimulation.VaultHost}/"), new SimulatedToken("infra"),
            new SecretClientOptions { Transport = new HttpClientTransport(azure.CreateHandler()) }));
        foreach (var credential in policy.Credentials.Values)
        {
            if (PlatformNames.IsInAzure(credential.Platform))
            {
                var account = azure.Resources.Find(credential.Resource)
                    ?? azure.Resources.Add(credential.Resource, KeyShapes.ByPlatform[credential.Platform]);
                await vault.SetAsync(
                    credential.Secret, account.Keys[0][^1],
                    new SecretAttributes { Expires = clock.GetUtcNow() + credential.RotateEvery + TimeSpan.FromDays(30) },
                    cancellationToken);
            }
        }

        return azure;
    }

    private static void AddExisting(
        AzureSimulation azure, string platform, string? resource, IReadOnlyList<ModelPolicy> models, IProbeSuiteSource suites)
    {
        var deployments = models.SelectMany(static model => Names(model).Select(name => (Name: name, Model: model)))
            .DistinctBy(static d => d.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var model in models)
        {
            azure.Models.Add(model.Deployment, Revision, Tuned(model, suites));
            azure.Models.Add(model.Deployment, Unsound, ModelBehaviour.Leaky);
        }

        var account = (platform, resource) switch
        {
            (PlatformNames.AzureOpenAI, { } id) => azure.OpenAI.AddAccount(id),
            (PlatformNames.AzureMachineLearning, { } id) =>
                azure.MachineLearning.AddEndpoint(id, [.. deployments.Select(static d => (d.Name, d.Model.Deployment, Revision))]),
            _ => null,
        };
        if (account is not null && platform == PlatformNames.AzureOpenAI)
        {
            deployments.ForEach(deployment => azure.OpenAI.AddExisting(resource!, deployment.Name, deployment.Model.Deployment, Revision));
        }

        foreach (var model in models)
        {
            if (model.Endpoint is { Scheme: "https" } endpoint)
            {
                account?.AnswerAt(endpoint.Host);
                if (account is null)
                {
                    azure.Serve(endpoint.Host, Tuned(model, suites));
                }
            }
        }
    }

    private static IEnumerable<string> Names(ModelPolicy model) =>
        model.Standby is { } standby ? [model.Deployment, standby] : [model.Deployment];

    /// <summary>Careful, and as a model that was tuned for its golden tasks: it gives the words that its probes ask for.</summary>
    private static SimulatedRevision Tuned(ModelPolicy model, IProbeSuiteSource suites)
    {
        var known = new Dictionary<string, string>();
        foreach (var probe in suites.Find(model)?.Suite?.Probes ?? [])
        {
            if (probe is { Pairs: null, Expectation: { Refuses: not true, MustContain: { Count: > 0 } words } })
            {
                known[probe.Messages[^1].Content] = string.Join(", ", words);
            }
        }

        return new SimulatedRevision(ModelBehaviour.Safe, known);
    }
}
