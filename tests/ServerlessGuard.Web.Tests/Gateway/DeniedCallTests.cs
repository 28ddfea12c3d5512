using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Calls are denied: the others go on, the client gets results that say why, and so does the model.</summary>
public sealed class DeniedCallTests
{
    internal const string Why = "shell.run was refused by policy. Reasons: tool.not-allowed. shell.run: The application may not use this tool.";
    internal const string GoesOn = "Then I will not run it.";

    private static readonly string[] Protocols = ["chat", "responses", "messages"];
    private static readonly bool[] Both = [false, true];

    public static TheoryData<string, bool> Ways =>
        [.. Protocols.SelectMany(static _ => Both, static (protocol, stream) => (protocol, stream))];

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
}
