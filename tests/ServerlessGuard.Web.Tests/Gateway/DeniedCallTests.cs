using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>What follows where calls are denied: the others go on, the client gets results that say why, and so does the model.</summary>
public sealed class DeniedCallTests
{
    private const string Why = "shell.run was refused by policy. Reasons: tool.not-allowed. shell.run: The application may not use this tool.";
    private const string GoesOn = "Then I will not run it.";

    private static readonly string[] Protocols = ["chat", "responses", "messages"];
    private static readonly bool[] Both = [false, true];

    public static TheoryData<string, bool> Ways => [.. Protocols.SelectMany(static _ => Both, static (protocol, stream) => (protocol, stream))];

    public static TheoryData<string, string, bool, bool> Pairs =>
    [
        .. from protocol in Protocols
           from tier in new[] { "strict", "live", "going-on", "going-on-live" }
           from stream in Both
           from isFirst in Both
           select (protocol, tier, stream, isFirst),
    ];

    public static TheoryData<string, string, bool> OfClients =>
    [
        .. from type in Items.Keys
           from tier in new[] { "open", "live", "going-on" }
           from stream in Both
           select (type, tier, stream),
    ];

    /// <summary>The model reads why, as the result of its own call, and the client gets its next answer.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheModel_ReadsWhy_AndAnswersAgain(string protocol, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = (http, seen) => (stream
            ? ScriptedModel.Events(Wire.Stream(protocol, host.Model.Requests.Count == 1 ? ["shell_run"] : []))
            : ScriptedModel.Json(Wire.Whole(protocol, host.Model.Requests.Count == 1 ? ["shell_run"] : [])))(http, seen);

        using var response = await host.PostAsync("going-on", Wire.Path(protocol), Wire.Request(protocol, stream));

        var text = await response.TextAsync();
        text.ShouldContain(GoesOn);
        text.ShouldNotContain("content_filter");
        text.ShouldNotContain("shell_run");
        var asked = host.Model.Requests;
        asked.Count.ShouldBe(2);
        var (call, result) = Wire.Last(protocol, asked[1].Json);
        call!["name"]!.GetValue<string>().ShouldBe("shell_run");
        result!.ToJsonString().ShouldContain("call_0");
        result.ToJsonString().ShouldContain(Why);
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:block", "interaction.closed:redact"]);
        host.Audit.Entries[^1].Facts["rounds"].ShouldBe("1");
        host.Audit.Entries[^1].Facts["usage.input"].ShouldBe("6");
    }

    /// <summary>A model that calls the denied tool for ever ends with the refusal as its answer, which is no call and no filter.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheRounds_HaveAnEnd(string protocol, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = stream
            ? ScriptedModel.Events(Wire.Stream(protocol, ["shell_run"]))
            : ScriptedModel.Json(Wire.Whole(protocol, ["shell_run"]));

        using var response = await host.PostAsync("going-on", Wire.Path(protocol), Wire.Request(protocol, stream));

        host.Model.Requests.Count.ShouldBe(4);
        Wire.ShouldEndWithoutCalls(protocol, await response.TextAsync());
    }

    /// <summary>A live stream is on its way: its end says why, and the client has the results.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task ALiveStream_EndsWithWhy(string protocol)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Wire.Stream(protocol, ["shell_run"]));

        using var response = await host.PostAsync("going-on-live", Wire.Path(protocol), Wire.Request(protocol, true));

        Wire.ShouldEndWithoutCalls(protocol, await response.TextAsync());
        host.Model.Requests.Count.ShouldBe(1);
        host.Kinds[^1].ShouldBe("interaction.closed:redact");
    }

    /// <summary>In every protocol and every way of delivery; the order does not matter.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task ADeniedCall_DoesNotTakeTheOtherWithIt(string protocol, string tier, bool stream, bool isFirst)
    {
        await using var host = await GatewayHost.StartAsync();
        string[] tools = isFirst ? ["shell_run", "crm_lookup"] : ["crm_lookup", "shell_run"];
        host.Model.Script = stream ? ScriptedModel.Events(Wire.Stream(protocol, tools)) : ScriptedModel.Json(Wire.Whole(protocol, tools));

        using var response = await host.PostAsync(tier, Wire.Path(protocol), Wire.Request(protocol, stream));

        var text = await response.TextAsync();
        text.ShouldContain("crm_lookup");
        text.ShouldContain(Why);
        text.ShouldNotContain("shell_run");
        text.ShouldNotContain("content_filter");
        Wire.Refused(text)["refused"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain(isFirst ? "call_0" : "call_1");
        host.Kinds[^1].ShouldBe("interaction.closed:redact");
        host.Model.Requests.Count.ShouldBe(1);
    }

    /// <summary>A live answer of which nothing may be used ends as a refusal, as any other does.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task ALiveStream_OfDeniedCallsAlone_IsARefusal(string protocol)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Wire.Stream(protocol, ["shell_run", "no_such_tool"]));

        using var response = await host.PostAsync("live", Wire.Path(protocol), Wire.Request(protocol, true));

        (await response.TextAsync()).ShouldContain(protocol == "messages" ? "\"refusal\"" : "content_filter");
        host.Kinds[^1].ShouldBe("interaction.closed:block");
    }

    /// <summary>Calls that the client runs, though no function names them, are judged by the name of their tool.</summary>
    [Theory]
    [MemberData(nameof(OfClients))]
    public async Task ItemsThatTheClientRuns_AreJudged(string type, string tier, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        var item = JsonNode.Parse(Items[type])!.AsObject();
        var answers = new[] { Wire.OfItems(item), Wire.Whole("responses", []) };
        host.Model.Script = (http, seen) =>
        {
            var answer = answers[Math.Min(host.Model.Requests.Count, 2) - 1];
            return (stream ? ScriptedModel.Events(Wire.Events(answer)) : ScriptedModel.Json(answer))(http, seen);
        };
        var request = JsonNode.Parse(Wire.Request("responses", stream))!;
        request["tools"] = JsonNode.Parse(
            """
            [{"type":"shell"},{"type":"local_shell"},{"type":"apply_patch"},{"type":"computer_use_preview"},{"type":"custom","name":"draw"},
            {"type":"mcp","server_label":"crm","server_url":"https://crm.example"}]
            """);

        using var response = await host.PostAsync(tier, Wire.Path("responses"), request.ToJsonString());

        var text = await response.TextAsync();
        var passes = type == "shell_call";
        host.Kinds.ShouldContain("tool-call.evaluated:" + (passes ? "allow" : "block"));
        text.Contains($"\"{type}\"", StringComparison.Ordinal).ShouldBe(passes, text);
        if (tier == "going-on" && !passes && type != "computer_call")
        {
            var (call, result) = Wire.Last("responses", host.Model.Requests[1].Json);
            call!["type"]!.GetValue<string>().ShouldBe(type);
            result!["type"]!.GetValue<string>().ShouldBe(type == "mcp_approval_request" ? "mcp_approval_response" : type + "_output");
            result.ToJsonString().ShouldContain("c1");
        }
        else if (!passes)
        {
            host.Model.Requests.Count.ShouldBe(1);
            text.ShouldContain("tool.not-allowed");
        }
    }

    /// <summary>Agents that run their tools themselves get the results to put into their history.</summary>
    [Fact]
    public async Task Deciding_GivesTheResults_AndNoModelIsAsked()
    {
        await using var host = await GatewayHost.StartAsync();
        var request = JsonNode.Parse(Chat.Request("Do it"))!;
        request["messages"]!.AsArray().Add(JsonNode.Parse(Wire.Whole("chat", ["shell_run"]))!["choices"]![0]!["message"]!.DeepClone());

        using var response = await host.PostAsync("going-on", "/guard/tools/decide", request.ToJsonString());

        var answer = await response.JsonAsync();
        (answer["choices"]?[0]?["finish_reason"]?.GetValue<string>()).ShouldBe("stop", answer.ToJsonString());
        var result = answer["guard"]!["refused"]!.AsArray().ShouldHaveSingleItem()!;
        result["role"]!.GetValue<string>().ShouldBe("tool");
        result["tool_call_id"]!.GetValue<string>().ShouldBe("call_0");
        result["content"]!.GetValue<string>().ShouldContain(Why);
        host.Model.Requests.ShouldBeEmpty();
    }

    private static readonly Dictionary<string, string> Items = new()
    {
        ["custom_tool_call"] = """{"type":"custom_tool_call","id":"i1","call_id":"c1","name":"draw","input":"a circle","status":"completed"}""",
        ["shell_call"] = """{"type":"shell_call","id":"i1","call_id":"c1","action":{"commands":["ls"],"timeout_ms":1000},"status":"completed"}""",
        ["local_shell_call"] =
            """{"type":"local_shell_call","id":"i1","call_id":"c1","action":{"type":"exec","command":["ls"],"env":{}},"status":"completed"}""",
        ["apply_patch_call"] =
            """{"type":"apply_patch_call","id":"i1","call_id":"c1","operation":{"type":"delete_file","path":"a.txt"},"status":"completed"}""",
        ["computer_call"] =
            """{"type":"computer_call","id":"i1","call_id":"c1","action":{"type":"click","x":1,"y":2,"button":"left"},"pending_safety_checks":[],"status":"completed"}""",
        ["mcp_approval_request"] =
            """{"type":"mcp_approval_request","id":"c1","server_label":"crm","name":"remove","arguments":"{\"customer\":\"7\"}"}""",
    };

    /// <summary>One answer in the three protocols: calls of tools, or a text where there are none.</summary>
    private static class Wire
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
                    return Chat.Answer(GoesOn);
                case "chat":
                    var answer = JsonNode.Parse(Chat.CallAnswer("x", "{}"))!;
                    answer["choices"]![0]!["message"]!["tool_calls"] = new JsonArray([.. tools.Select(static (name, i) => (JsonNode)ChatCall(name, i))]);
                    answer["usage"] = JsonNode.Parse("""{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}""");
                    return answer.ToJsonString();
                case "messages":
                    var said = Messages.Answer(tools.Length == 0 ? [Messages.Text(GoesOn)] : [.. tools.Select(static (name, i) => Block(name, i))]);
                    return tools.Length == 0 ? said : said.Replace("end_turn", "tool_use", StringComparison.Ordinal);
                default:
                    return OfItems(tools.Length == 0
                        ? [new JsonObject
                        {
                            ["type"] = "message", ["id"] = "msg_1", ["role"] = "assistant", ["status"] = "completed",
                            ["content"] = new JsonArray(new JsonObject
                            {
                                ["type"] = "output_text", ["text"] = GoesOn, ["annotations"] = new JsonArray(),
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
                    return [.. Chat.Stream(GoesOn)[..^1], UsageChunk, "data: [DONE]\n\n"];
                case "chat":
                    return
                    [
                        .. tools.Select(static (name, i) => Chat.Chunk(new JsonObject { ["tool_calls"] = new JsonArray(ChatCall(name, i)) })),
                        Chat.Chunk([], "tool_calls"), UsageChunk, "data: [DONE]\n\n",
                    ];
                case "messages" when tools.Length == 0:
                    return Messages.Stream(GoesOn);
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

        /// <summary>What the answer, or the last event that has it, says under guard.</summary>
        public static JsonNode Refused(string text) => (text.StartsWith('{') ? [JsonNode.Parse(text)!] : Chat.Events(text))
            .Select(static one => one["guard"] ?? one["response"]?["guard"] ?? one["message"]?["guard"])
            .OfType<JsonNode>()
            .Last();

        public static void ShouldEndWithoutCalls(string protocol, string text)
        {
            text.ShouldContain(Why);
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
}
