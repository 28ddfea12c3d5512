using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>The blocks of the Messages API that carry content, in requests and responses.</summary>
internal static class MessageBlocks
{
    /// <summary>Fields that the platform encrypted or signed. They pass unread, so only what looks so is left out.</summary>
    private static readonly string[] Opaque = ["signature", "data", "encrypted_content", "encrypted_index"];

    /// <summary>A text, or a list of blocks.</summary>
    public static void ReadContent(JsonObject owner, string name, TextFieldSource source, TextFieldCollector content)
    {
        switch (owner[name])
        {
            case null:
                return;
            case JsonArray blocks:
                foreach (var block in blocks)
                {
                    Read(block, source, content);
                }

                return;
            case var value when GatewayJson.IsText(value):
                if (source == TextFieldSource.ToolResult)
                {
                    content.Json(owner, name, source);
                }
                else
                {
                    content.Text(owner, name, source);
                }

                return;
            default:
                throw Unknown(source, "Content must be a string or an array of blocks.");
        }
    }

    public static void Read(JsonNode? node, TextFieldSource source, TextFieldCollector content)
    {
        if (node is not JsonObject block || GatewayJson.Text(block, "type") is not { } type)
        {
            throw Unknown(source, "Each content block must be an object with a type.");
        }

        switch (type)
        {
            case "text":
                content.Text(block, "text", source);
                Others(block, source, content, "text");
                break;
            case "thinking":
                content.Text(block, "thinking", source);
                Others(block, source, content, "thinking");
                break;
            case "tool_use":
                ReadCall(block, source, content);
                break;
            case "tool_result":
                ReadContent(block, "content", TextFieldSource.ToolResult, content);
                content.Others(block, TextFieldSource.ToolResult, "content");
                break;
            case "search_result":
                ReadContent(block, "content", TextFieldSource.ToolResult, content);
                content.Others(block, TextFieldSource.ToolResult, "content");
                break;
            case "image" or "document" or "audio" or "video":
                ReadMedia(block, type, source, content);
                break;
            case var _ when ContentParts.IsMedia(type):
                // Of another API: a server that takes it would read what the guard cannot.
                ContentParts.Read(block, source, content);
                break;
            case "redacted_thinking" or "server_tool_use" or "mcp_tool_use":
                Others(block, source, content);
                break;
            case var _ when type.EndsWith("tool_use", StringComparison.Ordinal):
                // A new kind of call might be one that the client makes, and that nothing has judged.
                throw Unknown(source, "A tool is called in a shape that the gateway does not know.");
            case var _ when type.EndsWith("_tool_result", StringComparison.Ordinal):
                Others(block, source == TextFieldSource.Output ? source : TextFieldSource.ToolResult, content);
                break;
            case var _ when source != TextFieldSource.Output && ContentParts.HoldsMedia(block):
                ContentParts.Read(block, source, content);
                break;
            case var _ when source is TextFieldSource.Output or TextFieldSource.Assistant:
                // Models write new types of blocks, and clients send them back: all of their texts are inspected.
                Others(block, source, content);
                break;
            default:
                throw Unknown(source, "A content block has a type that the gateway does not know.");
        }
    }

    private static void ReadCall(JsonObject block, TextFieldSource source, TextFieldCollector content)
    {
        if (source != TextFieldSource.Output)
        {
            content.Json(block, "input", source);
            content.Others(block, source, "input");
            return;
        }

        if (block["input"] is not (null or JsonObject))
        {
            throw Unknown(source, "The input of a tool must be an object.");
        }

        block["input"] ??= new JsonObject();
        var first = content.Fields.Count;
        content.Json(block, "input", TextFieldSource.ToolArguments);
        var last = content.Fields.Count;
        content.Others(block, source, "input");
        content.ToolCalls.Add(
            new ToolCall(block, GatewayJson.Text(block, "name") ?? "", "input", GatewayJson.Text(block, "id"))
            {
                Shape = "tool_use",
                Fields = first..last,
            });
    }

    /// <summary>A document's text is read as that of a tool's result: somebody else wrote it. Other sources are media.</summary>
    private static void ReadMedia(JsonObject block, string type, TextFieldSource source, TextFieldCollector content)
    {
        var inner = block["source"] as JsonObject;
        switch (type == "document" ? GatewayJson.Text(inner, "type") : null)
        {
            case "text":
                content.Json(inner!, "data", TextFieldSource.ToolResult);
                content.Others(inner!, TextFieldSource.ToolResult, "data");
                break;
            case "content":
                ReadContent(inner!, "content", TextFieldSource.ToolResult, content);
                content.Others(inner!, TextFieldSource.ToolResult, "content");
                break;
            default:
                content.Media(type);
                if (inner is not null)
                {
                    ContentParts.ReadMedia(inner, source, content);
                }

                break;
        }

        content.Others(block, source, [.. inner is null ? Array.Empty<string>() : ["source"]]);
    }

    /// <summary>All properties but the named ones; inside them, what the platform encrypted is left out.</summary>
    private static void Others(JsonObject owner, TextFieldSource source, TextFieldCollector content, params string[] known)
    {
        var opened = new List<string>(known);
        foreach (var (name, value) in owner)
        {
            if (known.Contains(name))
            {
                continue;
            }

            if (Opaque.Contains(name) && (value is null || (GatewayJson.IsText(value) && OpaqueText.Is(value.GetValue<string>()))))
            {
                opened.Add(name);
            }
            else if (name is "content" or "citations" && Objects(value) is { } inner)
            {
                opened.Add(name);
                foreach (var item in inner)
                {
                    Others(item, source, content);
                }
            }
        }

        content.Others(owner, source, [.. opened]);
    }

    private static JsonObject[]? Objects(JsonNode? value) => value switch
    {
        JsonObject one => [one],
        JsonArray list when list.All(static item => item is JsonObject) => [.. list.Select(static item => item!.AsObject())],
        _ => null,
    };

    private static ContentRefusedException Unknown(TextFieldSource source, string message) =>
        new(source is TextFieldSource.Output ? "content.unknown-shape" : "invalid_request", message);
}

/// <summary>Tools of a request that the platform runs by itself, and servers that it may ask.</summary>
internal static class MessageTools
{
    /// <summary>Tools that the API defines and the client runs: their calls pass the gateway, so each call is judged.</summary>
    private static readonly string[] OfClients = ["custom", "bash", "text_editor", "computer", "memory"];

    public static void Find(JsonObject root, TextFieldCollector content)
    {
        foreach (var tool in root["tools"] as JsonArray ?? [])
        {
            foreach (var (name, _) in tool as JsonObject ?? [])
            {
                TextFieldCollector.RefuseOtherSpelling(name, TextFieldSource.Setting);
            }

            var type = WithoutDate(GatewayJson.Text(tool, "type") ?? "custom");
            if (!OfClients.Contains(type))
            {
                content.PlatformTools.Add(type);
            }
        }

        if (root["mcp_servers"] is JsonArray { Count: > 0 } or (not null and not JsonArray))
        {
            content.PlatformTools.Add("mcp");
        }
    }

    /// <summary><c>web_search_20250305</c> is <c>web_search</c>, whatever its version.</summary>
    private static string WithoutDate(string type)
    {
        var at = type.LastIndexOf('_');
        return at > 0 && type.Length - at == 9 && !type.AsSpan(at + 1).ContainsAnyExceptInRange('0', '9') ? type[..at] : type;
    }
}
