using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>
/// Deployments of Azure OpenAI accounts, and the chat completions behind them. One operation at a time per account; a
/// write is answered with 201 or 200 and followed by Azure-AsyncOperation.
/// </summary>
public sealed partial class SimulatedOpenAI : IArmResources
{
    private const string StoredResponses = "/responses/";

    private const string Type = "Microsoft.CognitiveServices/accounts/deployments";
    private static readonly string[] Upgrades = ["NoAutoUpgrade", "OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired"];

    private readonly SimulatedResources _resources;
    private readonly ArmOperations _operations;
    private readonly SimulatedRevisions _models;
    private readonly ConcurrentQueue<JsonObject> _events;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, SimulatedDeployment>> _accounts = new(StringComparer.OrdinalIgnoreCase);

    internal SimulatedOpenAI(
        SimulatedResources resources, ArmOperations operations, SimulatedRevisions models, ConcurrentQueue<JsonObject> events,
        TimeProvider clock) =>
        (_resources, _operations, _models, _events, _clock) = (resources, operations, models, events, clock);

    /// <summary>For how long readers see an old state after a write took effect.</summary>
    public TimeSpan ReadLag { get; set; }

    /// <summary>How many deployments a page of the list holds.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>An account without deployments.</summary>
    public SimulatedAccount AddAccount(string id)
    {
        lock (_gate)
        {
            _accounts.TryAdd(id, new(StringComparer.OrdinalIgnoreCase));
        }

        return _resources.Find(id) ?? _resources.Add(id, KeyJsonFormat.CognitiveServices);
    }

    /// <summary>Puts a deployment there at once, as if it had always been there.</summary>
    public void AddExisting(string account, string deployment, string model, string version)
    {
        lock (_gate)
        {
            var standing = _accounts[account][deployment] = new SimulatedDeployment($"{account}/deployments/{deployment}", _clock);
            standing.Ask(Body(model, version), "setup");
            standing.End(succeeded: true, TimeSpan.Zero);
        }
    }

    /// <summary>The model and version that a deployment serves; null when it is paused or not there.</summary>
    public (string Model, string Version)? Serving(string account, string deployment)
    {
        lock (_gate)
        {
            return _accounts.GetValueOrDefault(account)?.GetValueOrDefault(deployment)?.Serving is { } body
                && (string?)body["properties"]!["deploymentState"] != "Paused"
                ? ((string)body["properties"]!["model"]!["name"]!, (string)body["properties"]!["model"]!["version"]!)
                : null;
        }
    }

    public AzureResponse? Manage(AzureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var match = Address().Match(request.Path);
        lock (_gate)
        {
            if (!match.Success || !_accounts.TryGetValue(match.Groups["account"].Value, out var deployments))
            {
                return null;
            }

            var name = match.Groups["name"].Value;
            return (request.Method, name.Length) switch
            {
                ("GET", 0) => List(request, deployments),
                ("GET", _) => deployments.TryGetValue(name, out var found)
                    ? new AzureResponse(200, Read(found))
                    : AzureResponse.Error(404, "ResourceNotFound"),
                ("PUT", > 0) => Put(request, deployments, name),
                ("DELETE", > 0) => Delete(request, deployments, name),
                _ => AzureResponse.Error(405, "MethodNotAllowed"),
            };
        }
    }

    /// <summary>The data plane. Null when the host is no account's.</summary>
    internal AzureResponse? Call(AzureRequest request)
    {
        var isChat = request.Path.EndsWith("/chat/completions", StringComparison.Ordinal);
        var stored = request.Path.IndexOf(StoredResponses, StringComparison.Ordinal);
        if (_resources.ByHost(request.Host) is not { } account
            || !(isChat || stored >= 0 || request.Path.EndsWith("/responses", StringComparison.Ordinal) || PlainAnswers.Has(request.Path)))
        {
            return null;
        }

        lock (_gate)
        {
            if (!_accounts.TryGetValue(account.Id, out var deployments))
            {
                return null;
            }

            if (request.Principal.Length == 0 && !account.Accepts(request.Header("api-key")))
            {
                return AzureResponse.Error(401, "401");
            }

            if (stored >= 0)
            {
                return new AzureResponse(200, Stored(request.Path[(stored + StoredResponses.Length)..], request.Method == "DELETE"));
            }

            if (!deployments.TryGetValue((string?)request.Body?["model"] ?? "", out var deployment)
                || deployment.Serving?["properties"] is not JsonObject serving)
            {
                return AzureResponse.Error(404, "DeploymentNotFound");
            }

            return (string?)serving["deploymentState"] == "Paused" ? AzureResponse.Error(403, "DeploymentPaused")
                : PlainAnswers.Has(request.Path) ? new AzureResponse(200, PlainAnswers.Answer(request.Path, request.Body!.AsObject()))
                : ModelDataPlane.Complete(
                    request.Body, _models.Of((string)serving["model"]!["name"]!, (string)serving["model"]!["version"]!),
                    _clock.GetUtcNow(), isChat);
        }
    }

    /// <summary>Every response is stored, and empty: nobody asks the simulation for what was said.</summary>
    private static JsonObject Stored(string id, bool deleted) => deleted
        ? new() { ["id"] = id, ["object"] = "response", ["deleted"] = true }
        : new() { ["id"] = id, ["object"] = "response", ["status"] = "completed", ["output"] = new JsonArray() };

    private AzureResponse List(AzureRequest request, Dictionary<string, SimulatedDeployment> deployments)
    {
        var after = request.Query.GetValueOrDefault("$skipToken", "");
        var rest = deployments.Values.Where(static d => d.Serving is not null || d.IsBusy)
            .OrderBy(static d => d.Name, StringComparer.Ordinal)
            .Where(d => string.CompareOrdinal(d.Name, after) > 0)
            .ToList();
        var body = new JsonObject { ["value"] = new JsonArray([.. rest.Take(PageSize).Select(static d => (JsonNode)Read(d))]) };
        if (rest.Count > PageSize)
        {
            body["nextLink"] =
                $"https://{_operations.Host}{request.Path}?api-version={request.Query["api-version"]}&$skipToken={rest[PageSize - 1].Name}";
        }

        return new AzureResponse(200, body);
    }

    private AzureResponse Put(AzureRequest request, Dictionary<string, SimulatedDeployment> deployments, string name)
    {
        if (Refuse(request.Body as JsonObject) is { } fault)
        {
            return fault;
        }

        if (deployments.Values.Any(static d => d.IsBusy))
        {
            return AzureResponse.Error(409, "RequestConflict");
        }

        var isNew = !deployments.TryGetValue(name, out var deployment);
        if (request.Header("If-Match") is { Length: > 0 } tag && tag != "*" && (isNew || tag != $"\"{deployment!.Version}\""))
        {
            return AzureResponse.Error(412, "PreconditionFailed");
        }

        deployment ??= deployments[name] = new SimulatedDeployment(request.Path, _clock);
        deployment.Ask(request.Body!.AsObject(), request.Principal);
        (deployment.Requested["properties"] as JsonObject)!["deploymentState"] ??= "Running";
        return _operations.Begin(
            new AzureResponse(isNew ? 201 : 200, Read(deployment)), byStatus: true, succeeded => End(deployment, "Write", succeeded));
    }

    private AzureResponse Delete(AzureRequest request, Dictionary<string, SimulatedDeployment> deployments, string name)
    {
        if (!deployments.TryGetValue(name, out var deployment))
        {
            return new AzureResponse(204);
        }

        if (deployments.Values.Any(static d => d.IsBusy))
        {
            return AzureResponse.Error(409, "RequestConflict");
        }

        deployment.Delete();
        return _operations.Begin(new AzureResponse(202), byStatus: false, succeeded =>
        {
            lock (_gate)
            {
                deployments.Remove(name);
            }

            _events.Enqueue(ResourceEvent.Of("Delete", deployment.Id, Type, request.Principal, _clock.GetUtcNow()));
        });
    }

    private void End(SimulatedDeployment deployment, string what, bool succeeded)
    {
        lock (_gate)
        {
            deployment.End(succeeded, ReadLag);
        }

        if (succeeded)
        {
            _events.Enqueue(ResourceEvent.Of(what, deployment.Id, Type, deployment.ChangedBy, _clock.GetUtcNow()));
        }
    }

    /// <summary>Adds the members that Azure returns and does not accept.</summary>
    private static JsonObject Read(SimulatedDeployment deployment)
    {
        var body = deployment.Read();
        if (body["properties"] is JsonObject properties)
        {
            properties["capabilities"] = new JsonObject { ["chatCompletion"] = "true" };
            properties["rateLimits"] = new JsonArray(new JsonObject { ["key"] = "request", ["renewalPeriod"] = 10, ["count"] = 10 });
            properties["callRateLimit"] = new JsonObject { ["count"] = 1 };
            properties["dynamicThrottlingEnabled"] = false;
            (properties["model"] as JsonObject)?["callRateLimit"] = new JsonObject { ["count"] = 1 };
        }

        return body;
    }

    private AzureResponse? Refuse(JsonObject? body)
    {
        if (body?["properties"] is not JsonObject properties
            || properties["model"] is not JsonObject model
            || (string?)body["sku"]?["name"] is null)
        {
            return AzureResponse.Error(400, "InvalidRequestContent");
        }

        if ((string?)model["format"] != "OpenAI" || !_models.Has((string?)model["name"] ?? "", (string?)model["version"] ?? ""))
        {
            return AzureResponse.Error(400, "DeploymentModelNotSupported");
        }

        return (properties["versionUpgradeOption"] is { } upgrade && !Upgrades.Contains((string?)upgrade))
            || ((string?)properties["deploymentState"] ?? "Running") is not ("Running" or "Paused")
            ? AzureResponse.Error(400, "InvalidResourceProperties")
            : null;
    }

    private static JsonObject Body(string model, string version) => new()
    {
        ["sku"] = new JsonObject { ["name"] = "Standard", ["capacity"] = 10 },
        ["properties"] = new JsonObject
        {
            ["model"] = new JsonObject { ["format"] = "OpenAI", ["name"] = model, ["version"] = version },
            ["versionUpgradeOption"] = "NoAutoUpgrade",
            ["raiPolicyName"] = "Microsoft.DefaultV2",
            ["deploymentState"] = "Running",
        },
    };

    [GeneratedRegex(
        "^(?<account>.*/providers/Microsoft\\.CognitiveServices/accounts/[^/]+)/deployments(/(?<name>[^/]+))?$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
