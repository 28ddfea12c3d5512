using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Azure.Deployments;

/// <summary>
/// Deployments of an Azure ML online endpoint (<see cref="ModelPolicy.Resource"/>). Shares are part of the endpoint's body,
/// which can only be put whole: it is read, changed and put back.
/// </summary>
public sealed class AzureMachineLearningDeployments(ArmConnection arm) : IDeploymentPlatform
{
    private static readonly string[] ReadOnly = ["provisioningState", "scoringUri", "swaggerUri"];

    public string Platform => PlatformNames.AzureMachineLearning;

    public bool DividesTraffic => true;

    public async ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        var path = DeploymentCalls.ResourceOf(model);
        return await DeploymentCalls.CallAsync(model, async () =>
        {
            var endpoint = await arm.GetAsync(path, DeploymentCalls.ApiVersion, cancellationToken);
            var all = await arm.ListAsync($"{path}/deployments", DeploymentCalls.ApiVersion, cancellationToken);
            return new EndpointState(
                model.Id, [.. all.Select(deployment => Read(endpoint, deployment))], DeploymentCalls.Text(endpoint, "etag"));
        });
    }

    /// <summary>A deployment that <paramref name="shares"/> does not name gets nothing, copies of calls included.</summary>
    public async ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Values.Any(static share => share is < 0 or > 100) || shares.Values.Sum() is not (0 or 100))
        {
            throw new ArgumentException("Shares are 0 to 100 and sum to 100, or all are 0.", nameof(shares));
        }

        await ChangeAsync(model, (_, _) => shares.ToDictionary(StringComparer.OrdinalIgnoreCase), cancellationToken);
    }

    public async ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revision);
        var endpoint = DeploymentCalls.ResourceOf(model);
        var path = $"{endpoint}/deployments/{Uri.EscapeDataString(deployment)}";
        var workspace = endpoint[..Math.Max(0, endpoint.IndexOf("/onlineEndpoints", StringComparison.OrdinalIgnoreCase))];
        await DeploymentCalls.CallAsync(model, async () =>
        {
            var body = DeploymentCalls.Writable(await arm.GetAsync(path, DeploymentCalls.ApiVersion, cancellationToken), ReadOnly);
            var properties = body["properties"] as JsonObject
                ?? throw new DeploymentPlatformException($"The deployment {deployment} has no properties.", isFinal: true);
            properties["model"] =
                $"{workspace}/models/{Uri.EscapeDataString(revision.ModelName)}/versions/{Uri.EscapeDataString(revision.ModelVersion)}";
            return await arm.PutAsync(path, DeploymentCalls.ApiVersion, body, cancellationToken);
        });
    }

    /// <summary>Takes the deployment's share away; the others keep their proportions. Without another, all shares are 0.</summary>
    public ValueTask PauseAsync(
        ModelPolicy model, string deployment, CancellationToken cancellationToken) => ChangeAsync(model, (traffic, mirror) =>
    {
        mirror.Remove(deployment);
        var rest = traffic.Where(t => t.Value > 0 && !string.Equals(t.Key, deployment, StringComparison.OrdinalIgnoreCase))
            .OrderBy(static t => t.Key, StringComparer.Ordinal)
            .ToList();
        var whole = rest.Sum(static t => t.Value);
        var shares = traffic.ToDictionary(static t => t.Key, static _ => 0, StringComparer.OrdinalIgnoreCase);
        shares[deployment] = 0;
        var left = whole == 0 ? 0 : 100;
        for (var i = 0; i < rest.Count; i++)
        {
            shares[rest[i].Key] = i == rest.Count - 1 ? left : rest[i].Value * 100 / whole;
            left -= shares[rest[i].Key];
        }

        return shares;
    }, cancellationToken);

    private async ValueTask ChangeAsync(
        ModelPolicy model, Func<Dictionary<string, int>, JsonObject, Dictionary<string, int>> change, CancellationToken cancellationToken)
    {
        var path = DeploymentCalls.ResourceOf(model);
        await DeploymentCalls.CallAsync(model, async () =>
        {
            var body = DeploymentCalls.Writable(await arm.GetAsync(path, DeploymentCalls.ApiVersion, cancellationToken), ReadOnly);
            var properties = body["properties"] as JsonObject
                ?? throw new DeploymentPlatformException("The endpoint has no properties.", isFinal: true);
            (body["identity"] as JsonObject)?.Remove("principalId");
            (body["identity"] as JsonObject)?.Remove("tenantId");
            var mirror = properties["mirrorTraffic"] as JsonObject ?? [];
            var shares = change(SharesOf(properties["traffic"] as JsonObject), mirror);
            foreach (var copied in mirror.Select(static m => m.Key).ToList())
            {
                // Azure refuses copies to a deployment that answers calls.
                if (!shares.TryGetValue(copied, out var share) || share > 0)
                {
                    mirror.Remove(copied);
                }
            }

            properties["traffic"] = new JsonObject([.. shares.OrderBy(static s => s.Key, StringComparer.Ordinal)
                .Select(static s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))]);
            properties["mirrorTraffic"] = mirror.DeepClone();
            return await arm.PutAsync(path, DeploymentCalls.ApiVersion, body, cancellationToken);
        });
    }

    private static Dictionary<string, int> SharesOf(JsonObject? traffic) => (traffic ?? []).ToDictionary(
        static t => t.Key,
        static t => t.Value is JsonValue share && share.TryGetValue(out int percent) ? percent : 0,
        StringComparer.OrdinalIgnoreCase);

    private static EndpointDeployment Read(JsonElement endpoint, JsonElement deployment)
    {
        var name = DeploymentCalls.Text(deployment, "name") ?? "";
        return new EndpointDeployment
        {
            Name = name,
            Revision = RevisionOf(DeploymentCalls.Text(deployment, "properties", "model") ?? ""),
            Traffic = DeploymentCalls.Share(endpoint, "traffic", name),
            Mirror = DeploymentCalls.Share(endpoint, "mirrorTraffic", name),
            IsReady = DeploymentCalls.Text(deployment, "properties", "provisioningState") is null or "Succeeded",
            ChangedBy = DeploymentCalls.Text(deployment, "systemData", "lastModifiedBy"),
            ChangedAt = DeploymentCalls.Time(deployment, "systemData", "lastModifiedAt"),
        };
    }

    /// <summary>Of <c>…/models/NAME/versions/VERSION</c> (a workspace's or a registry's) or <c>azureml:NAME:VERSION</c>.</summary>
    private static Revision RevisionOf(string model) => model.Split('/') switch
    {
        [.., "models", var name, "versions", var version] =>
            new Revision { ModelName = Uri.UnescapeDataString(name), ModelVersion = Uri.UnescapeDataString(version) },
        [var one] when one.Split(':') is ["azureml", var name, var version] => new Revision { ModelName = name, ModelVersion = version },
        _ => new Revision { ModelName = model, ModelVersion = "" },
    };
}
