using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Local.Demo;

/// <summary>
/// A simulated Azure with one account and the model <see cref="Model"/> on it: two attested revisions, and bad ones to
/// deploy. The guard meets it through the adapters that it meets Azure with.
/// </summary>
internal sealed class DemoAzure : IAsyncDisposable
{
    public const string Model = "claims-sim";
    public const string Deployment = "claims";
    public const string Standby = "claims-previous";
    public const string Account =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/demo/providers/Microsoft.CognitiveServices/accounts/claims-sim";
    public const string Tuned = "gpt-4o-mini-2024-07-18.ft-0e208cf33a6a466994aff31a08aba678-claims";

    /// <summary>The version that serves at the beginning, and the one before.</summary>
    public const string Version = "2";
    public const string Previous = "1";

    /// <summary>A version that gives secrets away.</summary>
    public const string Leaky = "3";

    private const string Secret = "claims-sim-key";
    private const string Attester = "demo-pipeline";
    private const string ApiVersion = "2026-09-01";
    private readonly TimeProvider _clock;

    private DemoAzure(AzureSimulation azure, TimeProvider clock) => (Simulation, _clock) = (azure, clock);

    public AzureSimulation Simulation { get; }

    public static async Task<DemoAzure> StartAsync(TimeProvider clock)
    {
        var azure = await AzureSimulation.StartAsync(clock);
        azure.Models.Add(Tuned, Previous, ModelBehaviour.Safe);
        azure.Models.Add(Tuned, Version, ModelBehaviour.Safe);
        azure.Models.Add(Tuned, Leaky, ModelBehaviour.Leaky);
        azure.OpenAI.AddAccount(Account);
        azure.OpenAI.AddExisting(Account, Deployment, Tuned, Version);
        azure.OpenAI.AddExisting(Account, Standby, Tuned, Previous);
        azure.Diagnostics.Add(Account, "all", "RequestResponse");
        return new(azure, clock);
    }

    /// <summary>A policy that also has the model, its key and who may attest it.</summary>
    public string Extend(string policy, AttesterKey key)
    {
        var endpoint = Simulation.DataPlane(Simulation.Resources.Find(Account)!.Host);
        (string Before, string After)[] additions =
        [
            ("models: [demo-model, claims-ft]", $"models: [demo-model, claims-ft, {Model}]"),
            (
                "\nmodels:\n",
                $"\nmodels:\n  {Model}: {{ platform: azure-openai, endpoint: \"{endpoint}\", deployment: {Deployment}, standby: {Standby}, probes: probes/demo.yaml, resource: \"{Account}\" }}\n"),
            ("\nattesters: []", $"\nattesters:\n  - {{ id: {Attester}, key: \"{key.PublicText}\", valid_for: 90d }}"),
            (
                "\ncredentials:\n",
                $"\ncredentials:\n  - {{ id: {Secret}, platform: azure-openai, resource: \"{Account}\", secret: {Secret}, rotate_every: 30d, overlap: 24h }}\n"),
        ];
        return additions.Aggregate(policy, static (text, a) => text.Contains(a.Before, StringComparison.Ordinal)
            ? text.Replace(a.Before, a.After, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The shipped policy does not hold {a.Before.Trim()}."));
    }

    /// <summary>The adapters, with the simulation as their transport.</summary>
    public IServiceCollection AddTo(IServiceCollection services) => services.AddSingleton(Arm("guard-deployer")).AddAzureDeployments();

    /// <summary>
    /// Revalidates both revisions before the guard starts, as a release pipeline does, and brings the attestations to its stores.
    /// </summary>
    public async Task AttestAsync(IServiceProvider services, AttesterKey key, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ISecretStore>()
            .SetAsync(Secret, Simulation.Resources.Find(Account)!.Keys[0][^1], SecretAttributes.None, cancellationToken);
        var model = services.GetRequiredService<IPolicySource>().Current.Models[Model];
        foreach (var deployment in new[] { Deployment, Standby })
        {
            var suite = services.GetRequiredService<IProbeSuiteSource>().Find(model)?.Suite
                ?? throw new InvalidOperationException("The demo's probe suite is not valid.");
            var done = await services.GetRequiredService<Revalidator>()
                .RunAsync(model, deployment, suite, Attester, key, cancellationToken);
            var check = await services.GetRequiredService<AttestationStore>()
                .AcceptAsync(done.Envelope, "app:demo-pipeline", cancellationToken);
            if (check.Refusal is { } refusal)
            {
                throw new InvalidOperationException(
                    $"The revision in {deployment} was not attested: {refusal}; failed: {string.Join(", ", done.Report.Result.Failed)}.");
            }
        }
    }

    /// <summary>Puts a version into a deployment as somebody would who may, through ARM. Nothing of the guard is asked.</summary>
    public async Task DeployAsync(string principal, string deployment, string version, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["sku"] = new JsonObject { ["name"] = "Standard", ["capacity"] = 10 },
            ["properties"] = new JsonObject
            {
                ["model"] = new JsonObject { ["format"] = "OpenAI", ["name"] = Tuned, ["version"] = version },
                ["versionUpgradeOption"] = "NoAutoUpgrade",
            },
        };
        await Arm(principal).PutAsync($"{Account}/deployments/{deployment}", ApiVersion, body, cancellationToken);
    }

    public async Task DeleteAsync(string principal, string deployment, CancellationToken cancellationToken) =>
        await Arm(principal).DeleteAsync($"{Account}/deployments/{deployment}", ApiVersion, cancellationToken);

    /// <summary>Delivers what Event Grid would deliver, each event twice. Returns how many there were.</summary>
    public async Task<int> DeliverAsync(EventDispatcher events, CancellationToken cancellationToken)
    {
        var delivered = 0;
        while (Simulation.Events.TryDequeue(out var raised))
        {
            if (GuardEventJson.TryRead(JsonSerializer.SerializeToElement(raised), _clock.GetUtcNow(), out var value, out _))
            {
                await events.EnqueueAsync(value, cancellationToken);
                await events.EnqueueAsync(value, cancellationToken);
                delivered++;
            }
        }

        return delivered;
    }

    public ValueTask DisposeAsync() => Simulation.DisposeAsync();

    private ArmConnection Arm(string principal) => new(
        new SimulatedToken(principal),
        new ArmOptions { PollEvery = TimeSpan.FromMilliseconds(20), Transport = new HttpClientTransport(Simulation.CreateHandler()) },
        _clock);
}
