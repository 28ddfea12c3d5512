using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The fields of the Responses API's items that carry content.</summary>
internal static class ResponseItems
{
    private const string Reference = "item_reference";

    /// <summary>Fields of a response, beside its output, that the model or the platform writes rather than repeats.</summary>
    public static readonly string[] Spoken = ["output_text", "error", "incomplete_details"];

    /// <summary>
    /// The kind of an item that stands for texts which the platform keeps: <c>item_reference</c> (whose type may be left out), or
    /// <c>compaction</c>, an earlier part of the conversation that the platform encrypted. Null for any other.
    /// </summary>
    public static string? KeptBy(JsonNode? node)
    {
        if (node is not JsonObject item)
        {
            return null;
        }

        return item["type"] switch
        {
            null => item["role"] is null && item["content"] is null ? Reference : null,
            var type when !GatewayJson.IsText(type) => throw new ContentRefusedException(
                "invalid_request", "The type of an input item must be a string."),
            var type when type.GetValue<string>() == Reference => Reference,
            var type => type.GetValue<string>() != "reasoning" && item["encrypted_content"] is not null ? "compaction" : null,
        };
    }

    /// <summary>Reads one input item and says who wrote it.</summary>
    public static TextFieldSource ReadInput(JsonNode? node, TextFieldCollector content)
    {
        if (node is not JsonObject item)
        {
            throw new ContentRefusedException("invalid_request", "Each input item must be an object.");
        }

        switch (GatewayJson.Text(item, "type") ?? "message")
        {
            case "message":
                var source = ChatMessages.SourceOf(GatewayJson.Text(item, "role") ?? "user");
                ReadContent(item, "content", source, content);
                content.Others(item, source, "content");
                return source;
            case "function_call":
                content.Json(item, "arguments", TextFieldSource.Assistant);
                content.Others(item, TextFieldSource.Assistant, "arguments");
                return TextFieldSource.Assistant;
            case "reasoning":
                RequireOpaque(item["encrypted_content"]);
                content.Others(item, TextFieldSource.Assistant, "encrypted_content");
                return TextFieldSource.Assistant;
            case "image_generation_call":
                content.Media("image_generation_call");
                content.Others(item, TextFieldSource.Assistant, "result");
                return TextFieldSource.Assistant;
            case var type when type.EndsWith("_output", StringComparison.Ordinal):
                ReadContent(item, "output", TextFieldSource.ToolResult, content);
                content.Others(item, TextFieldSource.ToolResult, "output");
                return TextFieldSource.ToolResult;
            default:
                content.Others(item, TextFieldSource.ToolResult);
                return TextFieldSource.ToolResult;
        }
    }

    public static void ReadOutput(JsonNode? node, TextFieldCollector content)
    {
        if (node is not JsonObject item || GatewayJson.Text(item, "type") is not { } type)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's response has an item without a type.");
        }

        switch (type)
        {
            case "message":
                ReadContent(item, "content", TextFieldSource.Output, content);
                content.Others(item, TextFieldSource.Output, "content");
                break;
            case var _ when ClientCall.Of(item) is { } call:
                ReadCall(item, call, content);
                break;
            case "reasoning":
                content.Others(item, TextFieldSource.Output, "encrypted_content");
                break;
            case "image_generation_call":
                content.Media("image_generation_call");
                content.Others(item, TextFieldSource.Output, "result");
                break;
            case "web_search_call" or "file_search_call" or "code_interpreter_call" or "mcp_call" or "mcp_list_tools":
                content.Others(item, TextFieldSource.Output);
                break;
            default:
                throw new ContentRefusedException(
                    "content.unknown-shape", "The model's response has an item of a type that the gateway does not know.");
        }
    }

    /// <summary>Reasoning that the platform encrypted is base64: it is passed unread, so nothing else may stand in its place.</summary>
    private static void RequireOpaque(JsonNode? encrypted)
    {
        if (encrypted is not null && !(GatewayJson.IsText(encrypted) && OpaqueText.Is(encrypted.GetValue<string>())))
        {
            throw new ContentRefusedException("invalid_request", "The field encrypted_content must be as the platform gave it.");
        }
    }

    private static void ReadCall(JsonObject item, ClientCall call, TextFieldCollector content)
    {
        var first = content.Fields.Count;
        var parsed = content.Json(item, call.Arguments, TextFieldSource.ToolArguments);
        var last = content.Fields.Count;
        content.Others(item, TextFieldSource.Output, call.Arguments);
        content.ToolCalls.Add(new ToolCall(item, call.Name, call.Arguments, call.Id)
        {
            Shape = call.Type,
            Parsed = call.Arguments == "arguments" ? parsed : null,
            Fields = first..last,
        });
    }

    private static void ReadContent(JsonObject item, string name, TextFieldSource source, TextFieldCollector content)
    {
        if (item[name] is JsonArray parts)
        {
            foreach (var part in parts)
            {
                ContentParts.Read(part, source, content);
            }
        }
        else if (item[name] is JsonObject single && ContentParts.IsMedia(GatewayJson.Text(single, "type")))
        {
            ContentParts.Read(single, source, content);
        }
        else if (source == TextFieldSource.ToolResult)
        {
            content.Json(item, name, source);
        }
        else
        {
            content.Text(item, name, source);
        }
    }
}
