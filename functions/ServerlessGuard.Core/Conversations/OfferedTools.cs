using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The tools that a request offers to the model: only those may be called, and none under <c>tool_choice: none</c>.</summary>
internal sealed class OfferedTools
{
    private readonly HashSet<string>? _names;
    private readonly List<string> _servers = [];

    private OfferedTools(HashSet<string>? names, IReadOnlyList<ToolDefinition> definitions) => (_names, Definitions) = (names, definitions);

    /// <summary>The functions as the request describes them to the model.</summary>
    public IReadOnlyList<ToolDefinition> Definitions { get; }

    /// <summary>Whether a call of the name may be the model's answer.</summary>
    public bool Includes(string name) =>
        _names is null || _names.Contains(Plain(name)) || _servers.Exists(server => name.StartsWith(server, StringComparison.Ordinal));

    /// <param name="root">A request that was read.</param>
    /// <param name="isComplete">
    /// Whether all that the model is offered stands in the request; else (tools of a stored prompt, calls that an application brings) a
    /// request without a list says nothing.
    /// </param>
    public static OfferedTools Of(JsonObject root, bool isComplete)
    {
        var definitions = new List<ToolDefinition>();
        foreach (var tool in Items(root["tools"]).Concat(Items(root["functions"]).Select(static one => (JsonNode?)one)))
        {
            var function = (tool as JsonObject)?["function"] as JsonObject ?? (tool as JsonObject)?["custom"] as JsonObject ?? tool;
            if (GatewayJson.Text(function, "name") is { } name)
            {
                definitions.Add(new ToolDefinition(name, function!));
            }
        }

        if (IsNone(root["tool_choice"]) || IsNone(root["function_call"]))
        {
            return new OfferedTools([], definitions);
        }

        var isListed = root["tools"] is JsonArray || root["functions"] is JsonArray;
        var named = definitions.Select(static one => one.Name).Concat(OfTypes(root["tools"]));
        var offered = new OfferedTools(
            isListed || isComplete ? named.Select(Plain).ToHashSet(StringComparer.Ordinal) : null, definitions);
        offered._servers.AddRange(
            Items(root["tools"]).Select(static tool => GatewayJson.Text(tool, "server_label")).OfType<string>().Select(static one => one + "."));
        return offered;
    }

    /// <summary>Tools that the API defines and the client runs are offered by their type alone.</summary>
    private static IEnumerable<string> OfTypes(JsonNode? tools) => Items(tools)
        .Where(static tool => (tool as JsonObject)?.ContainsKey("name") == false)
        .Select(static tool => GatewayJson.Text(tool, "type"))
        .OfType<string>()
        .Select(ClientCall.ToolOf);

    /// <summary>Function names may hold no dots, so <c>crm.lookup</c> also goes by <c>crm_lookup</c>.</summary>
    private static string Plain(string name) => name.Replace('.', '_');

    private static bool IsNone(JsonNode? choice) =>
        (GatewayJson.IsText(choice) ? choice!.GetValue<string>() : GatewayJson.Text(choice, "type")) == "none";

    private static JsonArray Items(JsonNode? node) => node as JsonArray ?? [];
}

/// <summary>A function as a request describes it to the model.</summary>
internal sealed record ToolDefinition(string Name, JsonNode Function)
{
    /// <summary>SHA-256, lower-case hex, of name, description and parameters with sorted names: the layout does not count.</summary>
    public string Hash => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes(Sorted(new JsonObject
        {
            ["name"] = Name,
            ["description"] = Of("description"),
            ["parameters"] = Of("parameters") ?? Of("format") ?? Of("input_schema"),
        })!.ToJsonString())));

    private JsonNode? Of(string name) => (Function as JsonObject)?[name]?.DeepClone();

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o =>
            new JsonObject(o.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
