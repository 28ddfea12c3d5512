using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// Azure ML's online endpoints and their deployments. Traffic is part of the endpoint's whole body; a patch changes tags
/// and identity only. One operation at a time per endpoint.
/// </summary>
public sealed partial class SimulatedMachineLearning : IArmResources
{
    private const string Type = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints";
    private const string Nobody = "00000000-0000-0000-0000-000000000000";
    private static readonly string[] ReadOnly = ["scoringUri", "swaggerUri", "provisioningState"];

    private readonly SimulatedResources _resources;
    private readonly ArmOperations _operations;
    private readonly SimulatedRevisions _models;
    private readonly ConcurrentQueue<JsonObject> _events;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedOnlineEndpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    internal SimulatedMachineLearning(
        SimulatedResources resources, ArmOperations operations, SimulatedRevisions models, ConcurrentQueue<JsonObject> events,
        TimeProvider clock) =>
        (_resources, _operations, _models, _events, _clock) = (resources, operations, models, events, clock);

    /// <summary>For how long readers see an old state after a write took effect.</summary>
    public TimeSpan ReadLag { get; set; }

    /// <summary>An endpoint with the deployments given, name to model and version; the first gets all traffic.</summary>
    public SimulatedAccount AddEndpoint(string id, params IReadOnlyList<(string Name, string Model, string Version)> deployments)
    {
        lock (_gate)
        {
            var endpoint = _endpoints[id] = new SimulatedOnlineEndpoint(id, _clock);
            foreach (var (name, model, version) in deployments)
            {
                endpoint.AddExisting(name, SimulatedOnlineEndpoint.DeploymentBody(WorkspaceOf(id), model, version));
            }

            endpoint.Start(deployments.Count > 0 ? deployments[0].Name : null);
        }

        return _resources.Find(id) ?? _resources.Add(id, KeyJsonFormat.OnlineEndpoint);
    }

    /// <summary>The share of calls that each deployment gets, in percent.</summary>
    public IReadOnlyDictionary<string, int> Traffic(string id)
    {
        lock (_gate)
        {
            return _endpoints[id].Traffic;
        }
    }

    public AzureResponse? Manage(AzureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var match = Address().Match(request.Path);
        lock (_gate)
        {
            if (!match.Success || !_endpoints.TryGetValue(match.Groups["endpoint"].Value, out var endpoint))
            {
                return null;
            }

            var (name, isEndpoint) = (match.Groups["name"].Value, !match.Groups["deployments"].Success);
            return (request.Method, isEndpoint, name.Length) switch
            {
                ("GET", true, _) => new AzureResponse(200, Whole(endpoint)),
                ("PUT", true, _) => Put(request, endpoint, endpoint.Self, endpoint.Refuse(request.Body as JsonObject), Type),
                ("PATCH", true, _) => Patch(request, endpoint),
                ("GET", false, 0) => new AzureResponse(
                    200,
                    new JsonObject { ["value"] = new JsonArray([.. endpoint.Deployments.Values.Select(static d => (JsonNode)d.Read())]) }),
                ("GET", false, _) => endpoint.Deployments.TryGetValue(name, out var found)
                    ? new AzureResponse(200, found.Read())
                    : AzureResponse.Error(404, "ResourceNotFound"),
                ("PUT", false, > 0) =>
                    Put(request, endpoint, endpoint.Deployment(name), RefuseDeployment(request.Body as JsonObject), $"{Type}/deployments"),
                _ => AzureResponse.Error(405, "MethodNotAllowed"),
            };
        }
    }

    /// <summary>The data plane. Null when the host is no endpoint's.</summary>
    internal AzureResponse? Call(AzureRequest request)
    {
        if (_resources.ByHost(request.Host) is not { } account || !request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return null;
        }

        lock (_gate)
        {
            if (!_endpoints.TryGetValue(account.Id, out var endpoint))
            {
                return null;
            }

            if (request.Principal.Length == 0
                || (account.Keys.Any(keys => keys.Contains(request.Principal)) && !account.Accepts(request.Principal)))
            {
                return AzureResponse.Error(401, "Unauthorized");
            }

            var asked = request.Header("azureml-model-deployment");
            if ((asked.Length > 0 ? asked : endpoint.Draw()) is not { } name
                || !endpoint.Deployments.TryGetValue(name, out var deployment)
                || deployment.Serving is not { } serving)
            {
                return AzureResponse.Error(asked.Length > 0 ? 404 : 503, "NoDeployment");
            }

            var (model, version) = SimulatedOnlineEndpoint.ModelOf(serving);
            return ModelDataPlane.Complete(request.Body, _models.Of(model, version), _clock.GetUtcNow())
                .With("azureml-model-deployment", name);
        }
    }

    private static string WorkspaceOf(string endpoint) =>
        endpoint[..endpoint.IndexOf("/onlineEndpoints", StringComparison.OrdinalIgnoreCase)];

    private JsonObject Whole(SimulatedOnlineEndpoint endpoint)
    {
        var (body, host) = (endpoint.Self.Read(), _resources.Find(endpoint.Id)!.Host);
        body["properties"]!["scoringUri"] = $"https://{host}/score";
        body["identity"]!["principalId"] = Nobody;
        body["identity"]!["tenantId"] = Nobody;
        body["properties"]!["swaggerUri"] = $"https://{host}/swagger.json";
        return body;
    }

    private AzureResponse Put(
        AzureRequest request, SimulatedOnlineEndpoint endpoint, SimulatedDeployment resource, AzureResponse? refusal, string type)
    {
        if (refusal is not null)
        {
            return refusal;
        }

        if (endpoint.IsBusy)
        {
            return AzureResponse.Error(409, "Conflict");
        }

        if (request.Header("If-Match") is { Length: > 0 } tag && tag != "*" && tag != $"\"{resource.Version}\"")
        {
            return AzureResponse.Error(412, "PreconditionFailed");
        }

        var isNew = resource.Serving is null;
        var body = request.Body!.DeepClone().AsObject();
        foreach (var name in ReadOnly)
        {
            (body["properties"] as JsonObject)?.Remove(name);
        }

        (body["properties"] as JsonObject)?.Remove("keys");
        (body["identity"] as JsonObject)?.Remove("principalId");
        (body["identity"] as JsonObject)?.Remove("tenantId");
        resource.Ask(body, request.Principal);
        return _operations.Begin(
            new AzureResponse(isNew ? 201 : 200, resource.Read()), byStatus: true, succeeded => End(resource, type, succeeded));
    }

    private AzureResponse Patch(AzureRequest request, SimulatedOnlineEndpoint endpoint)
    {
        if (request.Body is not JsonObject body || body.Any(static member => member.Key is not ("tags" or "identity")))
        {
            return AzureResponse.Error(400, "BadRequest");
        }

        if (endpoint.IsBusy)
        {
            return AzureResponse.Error(409, "Conflict");
        }

        var whole = endpoint.Self.Serving!.DeepClone().AsObject();
        foreach (var (name, value) in body)
        {
            whole[name] = value?.DeepClone();
        }

        endpoint.Self.Ask(whole, request.Principal);
        return _operations.Begin(new AzureResponse(202), byStatus: false, succeeded => End(endpoint.Self, Type, succeeded));
    }

    private AzureResponse? RefuseDeployment(JsonObject? body)
    {
        if (body?["location"] is null || body["properties"] is not JsonObject properties || properties["endpointComputeType"] is null)
        {
            return AzureResponse.Error(400, "BadRequest");
        }

        var (model, version) = SimulatedOnlineEndpoint.ModelOf(body);
        return _models.Has(model, version) ? null : AzureResponse.Error(400, "ModelNotFound");
    }

    private void End(SimulatedDeployment resource, string type, bool succeeded)
    {
        lock (_gate)
        {
            resource.End(succeeded, ReadLag);
        }

        if (succeeded)
        {
            _events.Enqueue(ResourceEvent.Of("Write", resource.Id, type, resource.ChangedBy, _clock.GetUtcNow()));
        }
    }

    [GeneratedRegex(
        "^(?<endpoint>.*/providers/Microsoft\\.MachineLearningServices/workspaces/[^/]+/onlineEndpoints/[^/]+)(?<deployments>/deployments(/(?<name>[^/]+))?)?$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
