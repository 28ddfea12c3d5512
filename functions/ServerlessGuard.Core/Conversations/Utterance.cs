using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>One message of a conversation, or one call of a tool in it.</summary>
/// <param name="Speaker">Its author.</param>
/// <param name="Texts">The texts that it says; a result that is JSON is one text.</param>
public sealed record Utterance(Speaker Speaker, IReadOnlyList<string> Texts)
{
    /// <summary>The function's name, of a call and of a result; null where the conversation does not tell it.</summary>
    public string? Tool { get; init; }

    /// <summary>The arguments of the call, of a call and of its result.</summary>
    public string? Arguments { get; init; }
}

/// <summary>The author of an utterance.</summary>
public enum Speaker
{
    /// <summary>The application: system and developer texts.</summary>
    Application,
    User,

    /// <summary>The model: earlier answers, which may repeat anything that it read.</summary>
    Model,

    /// <summary>A call that the model made.</summary>
    Call,

    /// <summary>The result of a tool: anybody may have written it.</summary>
    Tool,
}

/// <summary>Reads the utterances of a request in their order. Bounded by the request's own bounds.</summary>
internal static class Utterances
{
    public static List<Utterance> OfChat(JsonObject root)
    {
        var (read, calls) = (new List<Utterance>(), new Calls());
        foreach (var message in root["messages"] as JsonArray ?? [])
        {
            var role = GatewayJson.Text(message, "role") ?? "user";
            var texts = Texts(Of(message, "content"));
            if (ChatMessages.SourceOf(role) == TextFieldSource.ToolResult)
            {
                read.Add(calls.Result(GatewayJson.Text(message, "tool_call_id"), GatewayJson.Text(message, "name"), texts));
                continue;
            }

            Add(read, role, texts);
            foreach (var call in Of(message, "tool_calls") as JsonArray ?? [])
            {
                var function = Of(call, "function") as JsonObject ?? Of(call, "custom");
                read.Add(calls.Call(
                    GatewayJson.Text(call, "id"), GatewayJson.Text(function, "name"), Of(function, "arguments") ?? Of(function, "input")));
            }

            if (Of(message, "function_call") is JsonObject legacy)
            {
                read.Add(calls.Call(null, GatewayJson.Text(legacy, "name"), legacy["arguments"]));
            }
        }

        return read;
    }

    public static List<Utterance> OfMessages(JsonObject root)
    {
        var (read, calls) = (new List<Utterance>(), new Calls());
        Add(read, "system", Texts(root["system"]));
        foreach (var message in root["messages"] as JsonArray ?? [])
        {
            var role = GatewayJson.Text(message, "role") ?? "user";
            if (Of(message, "content") is not JsonArray blocks)
            {
                Add(read, role, Texts(Of(message, "content")));
                continue;
            }

            foreach (var block in blocks)
            {
                switch (GatewayJson.Text(block, "type"))
                {
                    case "tool_use":
                        var input = Of(block, "input")?.ToJsonString(GatewayJson.Writing);
                        read.Add(calls.Call(
                            GatewayJson.Text(block, "id"), GatewayJson.Text(block, "name"), input is null ? null : JsonValue.Create(input)));
                        break;
                    case "tool_result":
                        read.Add(calls.Result(GatewayJson.Text(block, "tool_use_id"), null, Texts(Of(block, "content"))));
                        break;
                    case "text":
                        Add(read, role, Texts(Of(block, "text")));
                        break;
                    case "thinking":
                        Add(read, "assistant", Texts(Of(block, "thinking")));
                        break;
                    case var type:
                        // Documents, results of searches, and results of the platform's own tools: anybody may have written them.
                        read.Add(new Utterance(Speaker.Tool, Texts(block)) { Tool = type });
                        break;
                }
            }
        }

        return read;
    }

    public static List<Utterance> OfResponses(JsonObject root)
    {
        var (read, calls) = (new List<Utterance>(), new Calls());
        Add(read, "system", Texts(root["instructions"]));
        Add(read, "system", Texts(root["prompt"]));
        if (root["input"] is not JsonArray items)
        {
            Add(read, "user", Texts(root["input"]));
            return read;
        }

        foreach (var item in items)
        {
            switch (GatewayJson.Text(item, "type") ?? "message")
            {
                case "message":
                    Add(read, GatewayJson.Text(item, "role") ?? "user", Texts(Of(item, "content")));
                    break;
                case var _ when ClientCall.Of(item) is { } call:
                    read.Add(calls.Call(call.Id, call.Name, Of(item, call.Arguments)));
                    break;
                case "reasoning":
                    Add(read, "assistant", Texts(item));
                    break;
                case var type when type.EndsWith("_output", StringComparison.Ordinal):
                    read.Add(calls.Result(GatewayJson.Text(item, "call_id"), null, Texts(Of(item, "output"))));
                    break;
                case var type:
                    read.Add(new Utterance(Speaker.Tool, Texts(item)) { Tool = type });
                    break;
            }
        }

        return read;
    }

    private static void Add(List<Utterance> read, string role, List<string> texts)
    {
        if (texts.Count > 0)
        {
            read.Add(new Utterance(
                ChatMessages.SourceOf(role) switch
                {
                    TextFieldSource.Instructions => Speaker.Application,
                    TextFieldSource.Assistant => Speaker.Model,
                    TextFieldSource.ToolResult => Speaker.Tool,
                    _ => Speaker.User,
                },
                texts));
        }
    }

    private static JsonNode? Of(JsonNode? owner, string name) => (owner as JsonObject)?[name];

    private static List<string> Texts(JsonNode? node)
    {
        var texts = new List<string>();
        Collect(node, texts);
        return texts;
    }

    private static void Collect(JsonNode? node, List<string> texts)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Collect(item, texts);
                }

                break;
            case JsonObject part:
                foreach (var (name, value) in part)
                {
                    if (!(name == "type" && GatewayJson.IsText(value)))
                    {
                        Collect(value, texts);
                    }
                }

                break;
            case JsonValue when GatewayJson.IsText(node):
                texts.Add(node.GetValue<string>());
                break;
            case JsonValue:
                texts.Add(node.ToJsonString());
                break;
        }
    }

    /// <summary>The calls so far, by id; a result names only that.</summary>
    private sealed class Calls
    {
        private readonly Dictionary<string, (string? Tool, string? Arguments)> _byId = new(StringComparer.Ordinal);

        public Utterance Call(string? id, string? tool, JsonNode? arguments)
        {
            var written = arguments is null ? null : string.Join('\n', Texts(arguments));
            if (id is not null && !_byId.TryAdd(id, (tool, written)))
            {
                // Two calls of one id: nobody can tell whose result it is.
                _byId[id] = (null, null);
            }

            return new Utterance(Speaker.Call, []) { Tool = tool, Arguments = written };
        }

        public Utterance Result(string? id, string? name, List<string> texts)
        {
            var (tool, arguments) = id is null ? (name, null) : _byId.GetValueOrDefault(id);
            return new Utterance(Speaker.Tool, texts) { Tool = tool, Arguments = arguments };
        }
    }
}
