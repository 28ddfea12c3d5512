using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The fields of a chat message that carry content, in requests and responses.</summary>
internal static class ChatMessages
{
    private static readonly string[] None = [];

    public static TextFieldSource SourceOf(string role) => role switch
    {
        "system" or "developer" => TextFieldSource.Instructions,
        "assistant" => TextFieldSource.Assistant,
        "tool" or "function" => TextFieldSource.ToolResult,
        _ => TextFieldSource.User,
    };

    public static void Read(JsonObject message, TextFieldSource source, TextFieldCollector content)
    {
        if (source != TextFieldSource.Output && ContentParts.HoldsMedia(message))
        {
            content.Media("unknown");
        }

        ReadContent(message, source, content);
        if (message["tool_calls"] is JsonArray calls)
        {
            foreach (var call in calls)
            {
                ReadCall(call as JsonObject, source, content);
            }
        }
        else if (message["tool_calls"] is not null)
        {
            throw new ContentRefusedException("content.unknown-shape", "The field tool_calls must be an array.");
        }

        if (source != TextFieldSource.Output && message["function_call"] is not (null or JsonObject))
        {
            throw new ContentRefusedException("invalid_request", "The field function_call of a message must be an object.");
        }

        if (message["function_call"] is JsonObject legacy)
        {
            ReadFunction(legacy, null, source, content);
        }

        var audio = message["audio"] as JsonObject;
        if (audio is not null)
        {
            // Without data it refers to sound that the platform keeps.
            if (audio["data"] is not null || source != TextFieldSource.Output)
            {
                content.Media("audio");
            }

            content.Others(audio, source, "data");
        }

        content.Others(message, source, [
            "content", "tool_calls", .. message["function_call"] is JsonObject ? ["function_call"] : None,
            .. audio is null ? None : ["audio"]
        ]);
    }

    private static void ReadContent(JsonObject message, TextFieldSource source, TextFieldCollector content)
    {
        switch (message["content"])
        {
            case null:
                return;
            case JsonArray parts:
                foreach (var part in parts)
                {
                    ContentParts.Read(part, source, content);
                }

                return;
            case JsonObject single when ContentParts.IsMedia(GatewayJson.Text(single, "type")):
                ContentParts.Read(single, source, content);
                return;
            case var _ when source == TextFieldSource.ToolResult:
                content.Json(message, "content", source);
                return;
            default:
                content.Text(message, "content", source);
                return;
        }
    }

    private static void ReadCall(JsonObject? call, TextFieldSource source, TextFieldCollector content)
    {
        if (call is null)
        {
            throw new ContentRefusedException("content.unknown-shape", "Each tool call must be an object.");
        }

        var id = GatewayJson.Text(call, "id");
        var (function, custom) = (call["function"] as JsonObject, call["custom"] as JsonObject);
        if (source == TextFieldSource.Output && (function is null) == (custom is null))
        {
            // Of two calls in one, the guard could judge the one that the client does not make.
            throw new ContentRefusedException(
                "content.unknown-shape", "The model called a tool in a shape that the gateway does not know.");
        }

        if (function is not null)
        {
            ReadFunction(function, id, source, content);
        }

        if (custom is not null)
        {
            var first = content.Fields.Count;
            content.Json(custom, "input", ArgumentsOf(source));
            Add(custom, "input", id, first, null, source, content);
        }

        content.Others(call, source, [.. function is null ? None : ["function"], .. custom is null ? None : ["custom"]]);
    }

    private static void ReadFunction(JsonObject function, string? id, TextFieldSource source, TextFieldCollector content)
    {
        var first = content.Fields.Count;
        if (source == TextFieldSource.Output && ToolCall.IsBlank(function["arguments"]))
        {
            content.Prunings.Add(() => function["arguments"] = ToolCall.NoArguments);
        }

        var parsed = content.Json(function, "arguments", ArgumentsOf(source));
        Add(function, "arguments", id, first, parsed, source, content);
    }

    private static void Add(
        JsonObject owner, string argumentsName, string? id, int first, EmbeddedJson? parsed, TextFieldSource source,
        TextFieldCollector content)
    {
        var last = content.Fields.Count;
        content.Others(owner, source, argumentsName);
        if (source == TextFieldSource.Output)
        {
            content.ToolCalls.Add(
                new ToolCall(owner, GatewayJson.Text(owner, "name") ?? "", argumentsName, id) { Parsed = parsed, Fields = first..last });
        }
    }

    private static TextFieldSource ArgumentsOf(TextFieldSource source) =>
        source == TextFieldSource.Output ? TextFieldSource.ToolArguments : source;
}
