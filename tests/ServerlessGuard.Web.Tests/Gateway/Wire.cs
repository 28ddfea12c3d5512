using System.Text.Json.Nodes;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>One answer in the three protocols: calls of tools, or a text where there are none.</summary>
internal static class Wire
{
    public static string Path(string protocol) => protocol switch
    {
        "chat" => Chat.Path,
        "messages" => Messages.Path,
        _ => "/v1/responses",
    };

    public static string Request(string protocol, bool stream)
    {
        string[] tools = ["crm_lookup", "shell_run"];
        JsonArray Described(string schema) => [.. tools.Select(name => (JsonNode)new JsonObject
        {
            ["type"] = schema == "parameters" ? "function" : "custom",
            ["name"] = name,
            [schema] = new JsonObject { ["type"] = "object" },
        })];
        return protocol switch
        {
            "chat" => Chat.Request("Do it", stream),
            "messages" => Messages.Request("\"Do it\"", stream, ",\"tools\":" + Described("input_schema").ToJsonString()),
            _ => new JsonObject
            {
                ["model"] = "claims-ft",
                ["input"] = "Do it",
                ["stream"] = stream,
                ["store"] = false,
                ["tools"] = Described("parameters"),
            }.ToJsonString(),
        };
    }

    public static string Whole(string protocol, string[] tools)
    {
        switch (protocol)
        {
            case "chat" when tools.Length == 0:
                return Chat.Answer(DeniedCallTests.GoesOn);
            case "chat":
                var answer = JsonNode.Parse(Chat.CallAnswer("x", "{}"))!;
                answer["choices"]![0]!["message"]!["tool_calls"] = new JsonArray([.. tools.Select(static (name, i) => (JsonNode)ChatCall(name, i))]);
                answer["usage"] = JsonNode.Parse("""{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}""");
                return answer.ToJsonString();
            case "messages":
                var said = Messages.Answer(
                    tools.Length == 0 ? [Messages.Text(DeniedCallTests.GoesOn)] : [.. tools.Select(static (name, i) => Block(name, i))]);
                return tools.Length == 0 ? said : said.Replace("end_turn", "tool_use", StringComparison.Ordinal);
            default:
                return OfItems(tools.Length == 0
                    ? [new JsonObject
                    {
                        ["type"] = "message", ["id"] = "msg_1", ["role"] = "assistant", ["status"] = "completed",
                        ["content"] = new JsonArray(new JsonObject
                        {
                            ["type"] = "output_text", ["text"] = DeniedCallTests.GoesOn, ["annotations"] = new JsonArray(),
                        }),
                    }]
                    : [.. tools.Select(static (name, i) => new JsonObject
                    {
                        ["type"] = "function_call", ["id"] = $"fc_{i}", ["call_id"] = $"call_{i}", ["name"] = name, ["arguments"] = "{}",
                        ["status"] = "completed",
                    })]);
        }
    }

    public static string OfItems(params JsonObject[] items) => new JsonObject
    {
        ["id"] = "resp_1",
        ["object"] = "response",
        ["created_at"] = 1,
        ["status"] = "completed",
        ["model"] = "claims-ft",
        ["output"] = new JsonArray([.. items.Select(static item => item.DeepClone())]),
        ["usage"] = new JsonObject { ["input_tokens"] = 3, ["output_tokens"] = 4, ["total_tokens"] = 7 },
    }.ToJsonString();

    public static string[] Stream(string protocol, string[] tools)
    {
        switch (protocol)
        {
            case "chat" when tools.Length == 0:
                return [.. Chat.Stream(DeniedCallTests.GoesOn)[..^1], UsageChunk, "data: [DONE]\n\n"];
            case "chat":
                return
                [
                    .. tools.Select(static (name, i) => Chat.Chunk(new JsonObject { ["tool_calls"] = new JsonArray(ChatCall(name, i)) })),
                    Chat.Chunk([], "tool_calls"), UsageChunk, "data: [DONE]\n\n",
                ];
            case "messages" when tools.Length == 0:
                return Messages.Stream(DeniedCallTests.GoesOn);
            case "messages":
                return
                [
                    Messages.Start,
                    .. tools.SelectMany(static (name, i) => new[] { Messages.Open(i, Block(name, i)), Messages.Close(i) }),
                    Messages.Stop("tool_use"),
                ];
            default:
                return Events(Whole(protocol, tools));
        }
    }

    /// <summary>A whole response as the events that carry its items.</summary>
    public static string[] Events(string whole)
    {
        var events = new List<string>();
        var response = JsonNode.Parse(whole)!;
        foreach (var (i, item) in response["output"]!.AsArray().Index())
        {
            foreach (var kind in new[] { "added", "done" })
            {
                events.Add(Event("response.output_item." + kind, new JsonObject { ["output_index"] = i, ["item"] = item!.DeepClone() }));
            }
        }

        return [.. events, Event("response.completed", new JsonObject { ["response"] = response })];
    }

    /// <summary>The last call and the last result that a request to the model holds.</summary>
    public static (JsonNode? Call, JsonNode? Result) Last(string protocol, JsonNode request)
    {
        var said = request[protocol == "responses" ? "input" : "messages"]!.AsArray();
        return protocol switch
        {
            "chat" => (said[^2]!["tool_calls"]![0]!["function"], said[^1]),
            "messages" => (said[^2]!["content"]![0], said[^1]!["content"]![0]),
            _ => (said[^2], said[^1]),
        };
    }

    /// <summary>The answer's word under guard, or that of the last event that has one.</summary>
    public static JsonNode Refused(string text) => (text.StartsWith('{') ? [JsonNode.Parse(text)!] : Chat.Events(text))
        .Select(static one => one["guard"] ?? one["response"]?["guard"] ?? one["message"]?["guard"])
        .OfType<JsonNode>()
        .Last();

    public static void ShouldEndWithoutCalls(string protocol, string text)
    {
        text.ShouldContain(DeniedCallTests.Why);
        text.ShouldNotContain("shell_run");
        text.ShouldNotContain("content_filter");
        text.ShouldContain(protocol switch
        {
            "chat" => "\"finish_reason\":\"stop\"",
            "messages" => "\"stop_reason\":\"end_turn\"",
            _ => "\"status\":\"completed\"",
        });
        Refused(text)["refused"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain("call_0");
    }

    private static string UsageChunk => "data: " + JsonNode.Parse(
        """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"claims-ft","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""")!
        .ToJsonString() + "\n\n";

    private static JsonObject ChatCall(string name, int index) => new()
    {
        ["index"] = index,
        ["id"] = $"call_{index}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = "{}" },
    };

    private static string Block(string name, int index) => $$$"""{"type":"tool_use","id":"call_{{{index}}}","name":"{{{name}}}","input":{}}""";

    private static string Event(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }
}
