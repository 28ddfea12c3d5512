using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The tool calls of one choice, put together from deltas: arguments are appended, other strings are set once.</summary>
internal sealed class StreamedCalls(int most)
{
    private readonly SortedDictionary<int, Dictionary<string, StringBuilder>> _calls = [];
    private Dictionary<string, StringBuilder>? _legacy;

    public bool Any => _calls.Count > 0 || _legacy is not null;

    public void Add(string name, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        if (name == "function_call")
        {
            Append(_legacy ??= [], "", value);
            return;
        }

        if (value is not JsonArray calls)
        {
            throw Unknown();
        }

        foreach (var node in calls)
        {
            var index = GatewayJson.Number(node, "index") ?? (calls.Count == 1 ? 0 : throw Unknown());
            if (!_calls.TryGetValue(index, out var call))
            {
                if (_calls.Count == most)
                {
                    throw new ContentRefusedException("content.unknown-shape", $"The model's answer calls more than {most} tools.");
                }

                _calls[index] = call = [];
            }

            Append(call, "", node!);
        }
    }

    public void WriteTo(JsonObject message)
    {
        if (_calls.Count > 0)
        {
            var calls = new JsonArray();
            foreach (var call in _calls.Values)
            {
                calls.Add((JsonNode)Build(call));
            }

            message["tool_calls"] = calls;
        }

        if (_legacy is not null)
        {
            message["function_call"] = Build(_legacy);
        }
    }

    private static JsonObject Build(Dictionary<string, StringBuilder> call)
    {
        var root = new JsonObject();
        foreach (var (path, text) in call)
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                root[path] = text.ToString();
            }
            else
            {
                var inner = root[path[..dot]] as JsonObject;
                if (inner is null)
                {
                    root[path[..dot]] = inner = [];
                }

                inner[path[(dot + 1)..]] = text.ToString();
            }
        }

        return root;
    }

    private static void Append(Dictionary<string, StringBuilder> call, string prefix, JsonNode node)
    {
        foreach (var (name, value) in node as JsonObject ?? throw Unknown())
        {
            switch (value?.GetValueKind())
            {
                case null:
                    break;
                case JsonValueKind.Number when name == "index":
                    break;
                case JsonValueKind.Object when prefix.Length == 0:
                    Append(call, name + ".", value!);
                    break;
                case JsonValueKind.String:
                    var path = prefix + name;
                    if (!call.TryGetValue(path, out var text))
                    {
                        call[path] = text = new StringBuilder();
                    }

                    if (name is "arguments" or "input" || text.Length == 0)
                    {
                        text.Append(value!.GetValue<string>());
                    }

                    break;
                default:
                    throw Unknown();
            }
        }
    }

    private static ContentRefusedException Unknown() =>
        new("content.unknown-shape", "A tool call of the model's answer has a shape that the gateway does not know.");
}
