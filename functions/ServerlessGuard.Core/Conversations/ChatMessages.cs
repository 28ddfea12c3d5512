using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Where a chat message carries content, in requests and answers alike.</summary>
internal static class ChatMessages
{
    public static SlotSource SourceOf(string role) => role switch
    {
        "system" or "developer" => SlotSource.Instructions,
        "assistant" => SlotSource.Assistant,
        "tool" or "function" => SlotSource.ToolResult,
        _ => SlotSource.User,
    };

    public static void Read(JsonObject message, SlotSource source, SlotCollector content)
    {
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

        if (message["function_call"] is JsonObject legacy)
        {
            ReadFunction(legacy, null, source, content);
        }

        if (message["audio"] is JsonObject audio)
        {
            if (audio["data"] is not null)
            {
                content.Media("audio");
            }

            content.Others(audio, source, "data");
        }

        content.Others(message, source, "content", "tool_calls", "function_call", "audio");
    }

    private static void ReadContent(JsonObject message, SlotSource source, SlotCollector content)
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
            case var _ when source == SlotSource.ToolResult:
                content.Json(message, "content", source);
                return;
            default:
                content.Property(message, "content", source);
                return;
        }
    }

    private static void ReadCall(JsonObject? call, SlotSource source, SlotCollector content)
    {
        if (call is null)
        {
            throw new ContentRefusedException("content.unknown-shape", "Each tool call must be an object.");
        }

        var id = GatewayJson.Text(call, "id");
        if (call["function"] is JsonObject function)
        {
            ReadFunction(function, id, source, content);
        }
        else if (call["custom"] is JsonObject custom)
        {
            var first = content.Slots.Count;
            content.Json(custom, "input", ArgumentsOf(source));
            Add(custom, "input", id, first, null, source, content);
        }
        else if (source == SlotSource.Output)
        {
            throw new ContentRefusedException("content.unknown-shape", "The model called a tool in a shape that the gateway does not know.");
        }

        content.Others(call, source, "function", "custom");
    }

    private static void ReadFunction(JsonObject function, string? id, SlotSource source, SlotCollector content)
    {
        var first = content.Slots.Count;
        var parsed = content.Json(function, "arguments", ArgumentsOf(source));
        Add(function, "arguments", id, first, parsed, source, content);
    }

    private static void Add(JsonObject owner, string argumentsName, string? id, int first, EmbeddedJson? parsed, SlotSource source, SlotCollector content)
    {
        var last = content.Slots.Count;
        content.Others(owner, source, argumentsName);
        if (source == SlotSource.Output)
        {
            content.ToolCalls.Add(new ToolCall(owner, GatewayJson.Text(owner, "name") ?? "", argumentsName, id) { Parsed = parsed, Slots = first..last });
        }
    }

    private static SlotSource ArgumentsOf(SlotSource source) => source == SlotSource.Output ? SlotSource.ToolArguments : source;
}
