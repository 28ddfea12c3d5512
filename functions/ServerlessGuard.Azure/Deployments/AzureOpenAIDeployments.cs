using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Azure.Deployments;

/// <summary>
/// Deployments of an Azure OpenAI account (<see cref="ModelPolicy.Resource"/>). The account divides no traffic: each
/// deployment answers to its own name, and the gateway's route says which one is called.
/// </summary>
public sealed class AzureOpenAIDeployments(ArmConnection arm) : IDeploymentPlatform
{
    private const string JobMark = ".ft-";
    private static readonly string[] ReadOnly = [
        "provisioningState", "capabilities", "callRateLimit", "rateLimits", "dynamicThrottlingEnabled"
    ];

    public string Platform => PlatformNames.AzureOpenAI;

    public bool DividesTraffic => false;

    public async ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        var account = DeploymentCalls.ResourceOf(model);
        var all = await DeploymentCalls.CallAsync(
            model, () => arm.ListAsync($"{account}/deployments", DeploymentCalls.ApiVersion, cancellationToken));
        return new EndpointState(model.Id, [.. all.Select(deployment => Read(deployment, model))], Version: null);
    }

    public ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken) =>
        throw new DeploymentPlatformException("Azure OpenAI divides no traffic: the gateway's route does.", isFinal: true);

    public async ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revision);
        await ChangeAsync(model, deployment, properties =>
        {
            var wanted = properties["model"] as JsonObject ?? new JsonObject { ["format"] = "OpenAI" };
            (wanted["name"], wanted["version"]) = (revision.ModelName, revision.ModelVersion);
            properties["model"] = wanted.Parent is null ? wanted : wanted.DeepClone();
            properties["versionUpgradeOption"] = "NoAutoUpgrade";
            properties["deploymentState"] = "Running";
        }, cancellationToken);
    }

    public ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken) =>
        ChangeAsync(model, deployment, static properties => properties["deploymentState"] = "Paused", cancellationToken);

    private async ValueTask ChangeAsync(
        ModelPolicy model, string deployment, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        var path = $"{DeploymentCalls.ResourceOf(model)}/deployments/{Uri.EscapeDataString(deployment)}";
        await DeploymentCalls.CallAsync(model, async () =>
        {
            var body = DeploymentCalls.Writable(await arm.GetAsync(path, DeploymentCalls.ApiVersion, cancellationToken), ReadOnly);
            var properties = body["properties"] as JsonObject
                ?? throw new DeploymentPlatformException($"The deployment {deployment} has no properties.", isFinal: true);
            (properties["model"] as JsonObject)?.Remove("callRateLimit");
            (properties["scaleSettings"] as JsonObject)?.Remove("activeCapacity");
            change(properties);
            return await arm.PutAsync(path, DeploymentCalls.ApiVersion, body, cancellationToken);
        });
    }

    private static EndpointDeployment Read(JsonElement deployment, ModelPolicy model)
    {
        var name = DeploymentCalls.Text(deployment, "name") ?? "";
        var isPaused = DeploymentCalls.Text(deployment, "properties", "deploymentState") == "Paused";
        return new EndpointDeployment
        {
            Name = name,
            Revision = RevisionOf(
                DeploymentCalls.Text(deployment, "properties", "model", "name") ?? "",
                DeploymentCalls.Text(deployment, "properties", "model", "version") ?? ""),
            Traffic = !isPaused && string.Equals(name, model.Deployment, StringComparison.OrdinalIgnoreCase) ? 100 : 0,
            IsPinned = DeploymentCalls.Text(deployment, "properties", "versionUpgradeOption") == "NoAutoUpgrade",
            IsPaused = isPaused,
            IsReady = !isPaused && DeploymentCalls.Text(deployment, "properties", "provisioningState") is null or "Succeeded",
            ChangedBy = DeploymentCalls.Text(deployment, "systemData", "lastModifiedBy"),
            ChangedAt = DeploymentCalls.Time(deployment, "systemData", "lastModifiedAt"),
        };
    }

    /// <summary>A fine-tuned model's name ends in the id of its job: <c>gpt-4o-mini-2024-07-18.ft-JOB-suffix</c>.</summary>
    private static Revision RevisionOf(string name, string version)
    {
        var at = name.IndexOf(JobMark, StringComparison.Ordinal);
        var job = at < 0 ? null : name[(at + JobMark.Length)..].Split('-')[0];
        return new Revision { ModelName = name, ModelVersion = version, FineTuneJob = job is { Length: > 0 } ? $"ftjob-{job}" : null };
    }
}
