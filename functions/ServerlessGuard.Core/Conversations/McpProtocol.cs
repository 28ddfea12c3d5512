using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// A request to an MCP server: its parameters are judged as a model's call of a tool, what the server returns as the result of a tool.
/// </summary>
internal sealed class McpProtocol : PlainProtocol
{
    public const string CallTool = "tools/call";
    public const string ReadResource = "resources/read";
    public const string GetPrompt = "prompts/get";

    public override string Name => "mcp";

    public override string Path => "mcp";

    public override string Operation => "execute_tool";

    /// <summary>The model's place names the server. The request has no text of its own: its parameters are the call.</summary>
    public override Conversation Read(JsonObject root, GatewayLimits bounds) => new()
    {
        Root = root,
        Model = RequireModel(root),
        Stream = false,
        IncludeUsage = false,
        Content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia),
        Instructions = [],
        Anchor = "",
    };

    public override Answer ReadResponse(JsonObject root, GatewayLimits bounds)
    {
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        if (root["params"] is not JsonObject parameters)
        {
            throw new ContentRefusedException("content.unknown-shape", "The request has no parameters.");
        }

        if (GatewayJson.Text(root, "method") != CallTool)
        {
            content.Others(parameters, TextFieldSource.ToolArguments);
            return new Answer(root, content);
        }

        if (GatewayJson.Text(parameters, "name") is not { } name || parameters["arguments"] is not (null or JsonObject))
        {
            throw new ContentRefusedException("content.unknown-shape", "A call of a tool has a name, and an object of arguments.");
        }

        var first = content.Fields.Count;
        content.Property(parameters, "arguments", TextFieldSource.ToolArguments);
        content.ToolCalls.Add(new ToolCall(parameters, name, "arguments", null) { Fields = first..content.Fields.Count });
        return new Answer(root, content);
    }

    /// <summary>The texts of a result, each as that of a tool; throws where it carries what the guard cannot read.</summary>
    public static TextFieldCollector ReadResult(string method, JsonObject result, GatewayLimits bounds)
    {
        var content = new TextFieldCollector(bounds.MaxTextFields, bounds.PassMedia);
        switch (method)
        {
            case CallTool:
                Blocks(result["content"], content);
                Free(result, "structuredContent", content);
                content.Others(result, TextFieldSource.ToolResult, "content", "structuredContent");
                break;
            case ReadResource:
                Contents(result["contents"], content);
                content.Others(result, TextFieldSource.ToolResult, "contents");
                break;
            case GetPrompt:
                foreach (var message in Items(result["messages"]))
                {
                    Block(message["content"] as JsonObject ?? throw Unknown(), content);
                    content.Others(message, TextFieldSource.ToolResult, "content");
                }

                content.Others(result, TextFieldSource.ToolResult, "messages");
                break;
            default:
                Free(result, "value", content);
                content.Others(result, TextFieldSource.ToolResult, "value");
                break;
        }

        var texts = content.Fields.Where(static field => field is { Property: "text", Host: null, IsName: false }).ToList();
        if (texts.Count > 1)
        {
            // Somebody may have cut an order to the model at the border of two blocks.
            content.Joined.Add(new JoinedTexts(texts));
        }

        return content;
    }

    private static void Blocks(JsonNode? list, TextFieldCollector content)
    {
        foreach (var block in Items(list))
        {
            Block(block, content);
        }
    }

    private static void Block(JsonObject block, TextFieldCollector content)
    {
        switch (GatewayJson.Text(block, "type"))
        {
            case "text":
                content.Json(block, "text", TextFieldSource.ToolResult);
                content.Others(block, TextFieldSource.ToolResult, "text");
                break;
            case "resource" when block["resource"] is JsonObject resource:
                Content(resource, content);
                content.Others(block, TextFieldSource.ToolResult, "resource");
                break;
            case "resource_link":
                content.Others(block, TextFieldSource.ToolResult);
                break;
            case "image" or "audio":
                content.Media(GatewayJson.Text(block, "type")!);
                content.Others(block, TextFieldSource.ToolResult, "data");
                break;
            default:
                throw Unknown();
        }
    }

    private static void Contents(JsonNode? list, TextFieldCollector content)
    {
        foreach (var one in Items(list))
        {
            Content(one, content);
        }
    }

    private static void Content(JsonObject resource, TextFieldCollector content)
    {
        if (resource["blob"] is not null)
        {
            content.Media("blob");
        }

        content.Json(resource, "text", TextFieldSource.ToolResult);
        content.Others(resource, TextFieldSource.ToolResult, "text", "blob");
    }

    /// <summary>A value that the server chose freely: numbers count, and no name in it is structure.</summary>
    private static void Free(JsonObject owner, string name, TextFieldCollector content)
    {
        if (owner[name] is not null)
        {
            content.Json(owner, name, TextFieldSource.ToolResult);
        }
    }

    private static IEnumerable<JsonObject> Items(JsonNode? list) => list switch
    {
        null => [],
        JsonArray items => items.Select(static item => item as JsonObject ?? throw Unknown()),
        _ => throw Unknown(),
    };

    private static ContentRefusedException Unknown() =>
        new("content.unknown-shape", "The server's answer has a shape that the gateway does not know.");
}
