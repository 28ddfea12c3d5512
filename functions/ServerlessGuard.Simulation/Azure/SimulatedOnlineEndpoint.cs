using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>One online endpoint. Used under its provider's lock.</summary>
internal sealed class SimulatedOnlineEndpoint(string id, TimeProvider clock)
{
    private int _drawn;

    public string Id => id;

    public SimulatedDeployment Self { get; } = new(id, clock);

    public SortedDictionary<string, SimulatedDeployment> Deployments { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsBusy => Self.IsBusy || Deployments.Values.Any(static d => d.IsBusy);

    public IReadOnlyDictionary<string, int> Traffic => Shares(Self.Serving, "traffic");

    public static JsonObject DeploymentBody(string workspace, string model, string version) => new()
    {
        ["location"] = "westeurope",
        ["sku"] = new JsonObject { ["name"] = "Default", ["capacity"] = 1 },
        ["properties"] = new JsonObject
        {
            ["endpointComputeType"] = "Managed",
            ["model"] = $"{workspace}/models/{model}/versions/{version}",
            ["instanceType"] = "Standard_NC24ads_A100_v4",
            ["environmentId"] = $"{workspace}/environments/serving/versions/1",
            ["egressPublicNetworkAccess"] = "Disabled",
        },
    };

    public static (string Model, string Version) ModelOf(JsonObject deployment)
    {
        var parts = ((string?)deployment["properties"]?["model"] ?? "").Split('/');
        return parts is [.., "models", var model, "versions", var version] ? (model, version) : ("", "");
    }

    public void AddExisting(string name, JsonObject body)
    {
        var deployment = Deployment(name);
        deployment.Ask(body, "setup");
        deployment.End(succeeded: true, TimeSpan.Zero);
    }

    public void Start(string? first)
    {
        Self.Ask(
            new JsonObject
            {
                ["location"] = "westeurope",
                ["kind"] = "Managed",
                ["tags"] = new JsonObject { ["owner"] = "claims" },
                ["identity"] = new JsonObject { ["type"] = "SystemAssigned" },
                ["properties"] = new JsonObject
                {
                    ["authMode"] = "AADToken",
                    ["description"] = "Claims",
                    ["publicNetworkAccess"] = "Disabled",
                    ["traffic"] = first is null ? [] : new JsonObject { [first] = 100 },
                    ["mirrorTraffic"] = new JsonObject(),
                },
            },
            "setup");
        Self.End(succeeded: true, TimeSpan.Zero);
    }

    public SimulatedDeployment Deployment(string name) =>
        Deployments.TryGetValue(name, out var found)
            ? found
            : Deployments[name] = new SimulatedDeployment($"{id}/deployments/{name}", clock);

    /// <summary>Azure's error for an endpoint's body: shares that do not sum to 0 or 100, or name no deployment.</summary>
    public AzureResponse? Refuse(JsonObject? body)
    {
        if (body?["location"] is null || (string?)body["properties"]?["authMode"] is null)
        {
            return AzureResponse.Error(400, "BadRequest");
        }

        var (traffic, mirror) = (Shares(body, "traffic"), Shares(body, "mirrorTraffic"));
        var isWhole = traffic.Values.Sum() is 0 or 100 && traffic.Values.All(static share => share is >= 0 and <= 100);
        var isMirror = mirror.Values.Sum() is >= 0 and <= 50 && mirror.Count(static m => m.Value > 0) <= 1;
        return isWhole
            && isMirror
            && traffic.Keys.Concat(mirror.Keys).All(name => Deployments.TryGetValue(name, out var d) && d.Serving is not null)
            ? null
            : AzureResponse.Error(400, "InvalidTraffic");
    }

    /// <summary>The next call's deployment, by the shares; null when no deployment has one.</summary>
    public string? Draw()
    {
        var at = _drawn++ * 37 % 100;
        foreach (var (name, share) in Traffic)
        {
            if ((at -= share) < 0)
            {
                return name;
            }
        }

        return null;
    }

    private static SortedDictionary<string, int> Shares(JsonObject? body, string name)
    {
        var shares = new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (deployment, share) in body?["properties"]?[name] as JsonObject ?? [])
        {
            shares[deployment] = (int)share!;
        }

        return shares;
    }
}
