using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Where the items of the Responses API carry content.</summary>
internal static class ResponseItems
{
    /// <summary>Fields of a response, beside its output, that the model or the platform writes rather than repeats.</summary>
    public static readonly string[] Spoken = ["output_text", "error", "incomplete_details"];

    /// <summary>Reads one input item and says who wrote it.</summary>
    public static SlotSource ReadInput(JsonNode? node, SlotCollector content)
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
                content.Json(item, "arguments", SlotSource.Assistant);
                content.Others(item, SlotSource.Assistant, "arguments");
                return SlotSource.Assistant;
            case "reasoning":
                content.Others(item, SlotSource.Assistant, "encrypted_content");
                return SlotSource.Assistant;
            case var type when type.EndsWith("_output", StringComparison.Ordinal):
                ReadContent(item, "output", SlotSource.ToolResult, content);
                content.Others(item, SlotSource.ToolResult, "output");
                return SlotSource.ToolResult;
            default:
                content.Others(item, SlotSource.ToolResult);
                return SlotSource.ToolResult;
        }
    }

    public static void ReadOutput(JsonNode? node, SlotCollector content)
    {
        if (node is not JsonObject item || GatewayJson.Text(item, "type") is not { } type)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model's response has an item without a type.");
        }

        switch (type)
        {
            case "message":
                ReadContent(item, "content", SlotSource.Output, content);
                content.Others(item, SlotSource.Output, "content");
                break;
            case "function_call":
                ReadCall(item, "arguments", content);
                break;
            case "custom_tool_call":
                ReadCall(item, "input", content);
                break;
            case "reasoning":
                content.Others(item, SlotSource.Output, "encrypted_content");
                break;
            case "image_generation_call":
                content.Media("image_generation_call");
                content.Others(item, SlotSource.Output, "result");
                break;
            case "web_search_call" or "file_search_call" or "code_interpreter_call" or "mcp_call" or "mcp_list_tools" or "mcp_approval_request":
                content.Others(item, SlotSource.Output);
                break;
            default:
                throw new ContentRefusedException("content.unknown-shape", "The model's response has an item of a type that the gateway does not know.");
        }
    }

    private static void ReadCall(JsonObject item, string argumentsName, SlotCollector content)
    {
        var first = content.Slots.Count;
        var parsed = content.Json(item, argumentsName, SlotSource.ToolArguments);
        var last = content.Slots.Count;
        content.Others(item, SlotSource.Output, argumentsName);
        content.ToolCalls.Add(new ToolCall(item, GatewayJson.Text(item, "name") ?? "", argumentsName, GatewayJson.Text(item, "call_id"))
        {
            Parsed = argumentsName == "arguments" ? parsed : null,
            Slots = first..last,
        });
    }

    private static void ReadContent(JsonObject item, string name, SlotSource source, SlotCollector content)
    {
        if (item[name] is JsonArray parts)
        {
            foreach (var part in parts)
            {
                ContentParts.Read(part, source, content);
            }
        }
        else if (source == SlotSource.ToolResult)
        {
            content.Json(item, name, source);
        }
        else
        {
            content.Property(item, name, source);
        }
    }
}
