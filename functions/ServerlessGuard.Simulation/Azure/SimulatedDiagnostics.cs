using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Diagnostic settings of any resource.</summary>
public sealed class SimulatedDiagnostics : IArmResources
{
    private const string Part = "/providers/Microsoft.Insights/diagnosticSettings";
    private readonly ConcurrentDictionary<string, JsonObject> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Turns a resource's logs on, to a workspace.</summary>
    public void Add(
        string resource, string name, params IEnumerable<string> categories) => _settings[$"{resource}{Part}/{name}"] = new JsonObject
        {
            ["workspaceId"] =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/logs",
            ["logs"] = new JsonArray(
            [.. categories.Select(static category => (JsonNode)new JsonObject { ["category"] = category, ["enabled"] = true })]),
        };

    public void Remove(string resource, string name) => _settings.TryRemove($"{resource}{Part}/{name}", out _);

    public AzureResponse? Manage(AzureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var at = request.Path.IndexOf(Part, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var name = request.Path[(at + Part.Length)..].Trim('/');
        switch (request.Method)
        {
            case "GET" when name.Length == 0:
                return new AzureResponse(200, new JsonObject
                {
                    ["value"] = new JsonArray([.. _settings.Where(s => s.Key.StartsWith(
                    request.Path + "/", StringComparison.OrdinalIgnoreCase)).Select(static s => (JsonNode)Describe(s.Key, s.Value))])
                });
            case "GET" when _settings.TryGetValue(request.Path, out var found):
                return new AzureResponse(200, Describe(request.Path, found));
            case "PUT" when name.Length > 0 && PropertiesOf(request) is { } properties:
                _settings[request.Path] = properties.DeepClone().AsObject();
                return new AzureResponse(200, Describe(request.Path, properties));
            case "DELETE":
                return new AzureResponse(_settings.TryRemove(request.Path, out _) ? 200 : 204);
            default:
                return AzureResponse.Error(404, "ResourceNotFound");
        }
    }

    private static JsonObject? PropertiesOf(AzureRequest request) => request.Body?["properties"] as JsonObject;

    private static JsonObject Describe(string id, JsonObject properties) => new()
    {
        ["id"] = id,
        ["name"] = id[(id.LastIndexOf('/') + 1)..],
        ["properties"] = properties.DeepClone(),
    };
}
