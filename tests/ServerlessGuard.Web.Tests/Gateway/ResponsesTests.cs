using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class ResponsesTests
{
    private const string Path = "/v1/responses";
    private const string Mail = "jane.roe@northwind.example";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Fact]
    public async Task Plain_TokenisesInput_AndRestoresOutput()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, seen) => await ScriptedModel.Json(
            Response("Mailed " + seen.Json["input"]!.GetValue<string>()).ToJsonString())(http, seen);

        using var response = await host.PostAsync("strict", Path, Request(Mail));

        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldNotContain("jane.roe");
        (await response.JsonAsync())["output"]![0]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe("Mailed " + Mail);
    }

    [Fact]
    public async Task Blocked_IsACompletedRefusal_ByContentFilter()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Response("Key " + Secret).ToJsonString());

        using var response = await host.PostAsync("strict", Path, Request("Which key?"));

        var json = await response.JsonAsync();
        json["status"]!.GetValue<string>().ShouldBe("completed");
        json["output"]![0]!["content"]!.AsArray().Select(static part => part!["type"]!.GetValue<string>())
            .ShouldBe(["output_text", "refusal"]);
        json["incomplete_details"]!["reason"]!.GetValue<string>().ShouldBe("content_filter");
        json.ToJsonString().ShouldNotContain("ghp_");
    }

    [Theory]
    [InlineData("live", "Key [github-token].")]
    [InlineData("strict", null)]
    public async Task Streams_RedactOrBlock(string application, string? expected)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Stream("Key ghp_16C7e42F292c", "6912E7710c838347Ae178B4a", "."));

        using var response = await host.PostAsync(application, Path, Request("Which key?", true));

        var stream = await response.TextAsync();
        stream.ShouldNotContain("ghp_");
        var events = Chat.Events(stream).ToArray();
        events.Select(static one => one["sequence_number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, events.Length));
        events[^1]["type"]!.GetValue<string>().ShouldBe("response.completed");
        events[^1]["response"]!["incomplete_details"]?["reason"]!.GetValue<string>().ShouldBe(expected is null ? "content_filter" : null);
        if (expected is not null)
        {
            Joined(events).ShouldBe(expected);
            events.Single(static one => one["type"]!.GetValue<string>() == "response.output_text.done")["text"]!
                .GetValue<string>()
                .ShouldBe(expected);
            events[^1]["response"]!["output"]![0]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Live_DropsUnknownEventsWithText()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            [Event("response.novel.delta", new JsonObject { ["delta"] = "hidden text" }), .. Stream("Hello")]);

        using var response = await host.PostAsync("live", Path, Request("Hello", true));

        var stream = await response.TextAsync();
        stream.ShouldNotContain("hidden text");
        stream.ShouldNotContain("content_filter");
        stream.ShouldContain("response.completed");
    }

    [Theory]
    [InlineData("live", "crm_lookup", true)]
    [InlineData("live", "shell_run", false)]
    [InlineData("strict", "crm_lookup", true)]
    [InlineData("strict", "shell_run", false)]
    public async Task Streams_JudgeToolCalls(string application, string tool, bool passes)
    {
        await using var host = await GatewayHost.StartAsync();
        var call = new JsonObject
        {
            ["type"] = "function_call",
            ["id"] = "fc_1",
            ["call_id"] = "call_1",
            ["name"] = tool,
            ["arguments"] = "{\"q\":1}",
            ["status"] = "completed"
        };
        var whole = Response("");
        whole["output"] = new JsonArray(call.DeepClone());
        host.Model.Script = ScriptedModel.Events(
            Event("response.output_item.added", new JsonObject { ["output_index"] = 0, ["item"] = call.DeepClone() }),
            Event(
                "response.function_call_arguments.delta",
                new JsonObject { ["item_id"] = "fc_1", ["output_index"] = 0, ["delta"] = "{\"q\":1}" }),
            Event(
                "response.function_call_arguments.done",
                new JsonObject { ["item_id"] = "fc_1", ["output_index"] = 0, ["arguments"] = "{\"q\":1}" }),
            Event("response.output_item.done", new JsonObject { ["output_index"] = 0, ["item"] = call.DeepClone() }),
            Event("response.completed", new JsonObject { ["response"] = whole }));

        using var response = await host.PostAsync(application, Path, Offering(Request("Do it", true), tool));

        var stream = await response.TextAsync();
        stream.Contains(tool, StringComparison.Ordinal).ShouldBe(passes);
        stream.Contains("content_filter", StringComparison.Ordinal).ShouldBe(!passes);
        host.Kinds.ShouldContain("tool-call.evaluated:" + (passes ? "allow" : "block"));
    }

    private static string Offering(string request, string tool)
    {
        var body = JsonNode.Parse(request)!.AsObject();
        body["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = tool });
        return body.ToJsonString();
    }

    private static string Request(string input, bool stream = false) =>
        new JsonObject { ["model"] = "claims-ft", ["input"] = input, ["stream"] = stream }.ToJsonString();

    private static JsonObject Response(string text) => new()
    {
        ["id"] = "resp_1",
        ["object"] = "response",
        ["created_at"] = 1,
        ["status"] = "completed",
        ["model"] = "claims-ft",
        ["instructions"] = null,
        ["output"] = new JsonArray(new JsonObject
        {
            ["type"] = "message",
            ["id"] = "msg_1",
            ["status"] = "completed",
            ["role"] = "assistant",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray() }),
        }),
    };

    private static string Event(string type, JsonObject data)
    {
        data["type"] = type;
        data["sequence_number"] = 0;
        return $"event: {type}\ndata: {data.ToJsonString()}\n\n";
    }

    private static string[] Stream(params string[] pieces)
    {
        var opened = Response("");
        opened["output"] = new JsonArray();
        var text = string.Concat(pieces);
        JsonObject At(string name, JsonNode value) =>
            new() { ["item_id"] = "msg_1", ["output_index"] = 0, ["content_index"] = 0, [name] = value };
        return
        [
            Event("response.created", new JsonObject { ["response"] = opened }),
            .. pieces.Select(piece => Event("response.output_text.delta", At("delta", piece))),
            Event("response.output_text.done", At("text", text)),
            Event("response.completed", new JsonObject { ["response"] = Response(text) }),
        ];
    }

    private static string Joined(IEnumerable<JsonNode> events)
    {
        var text = new StringBuilder();
        foreach (var one in events.Where(static one => one["type"]!.GetValue<string>() == "response.output_text.delta"))
        {
            text.Append(one["delta"]!.GetValue<string>());
        }

        return text.ToString();
    }
}
