using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Tool calls as servers really send them, live, buffered and plain.</summary>
public sealed class UpstreamCallTests
{
    private const string First = """{"name":"K-1"}""";
    private const string Second = """{"name":"K-2"}""";

    /// <summary>How two parallel calls come: index or none, ids or none.</summary>
    public static TheoryData<string, bool, bool, bool> EveryNumbering()
    {
        var cases = new TheoryData<string, bool, bool, bool>();
        foreach (var tier in new[] { "live", "strict" })
        {
            foreach (var (indexed, identified, split) in new[]
            {
                (true, true, false),
                (true, true, true),
                (true, false, false),
                (false, true, false),
                (false, true, true),
                (false, false, false)
            })
            {
                cases.Add(tier, indexed, identified, split);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryNumbering))]
    public async Task Judges_EachOfTwoCallsWithOneNumber(string tier, bool indexed, bool identified, bool split)
    {
        await using var host = await GatewayHost.StartAsync();
        string[] Pieces(string id, string arguments) => split
            ? [Call(indexed, identified ? id : null, "crm_lookup", arguments[..4]), Call(indexed, null, null, arguments[4..])]
            : [Call(indexed, identified ? id : null, "crm_lookup", arguments)];
        host.Model.Script = ScriptedModel.Events(
            [.. Pieces("call_a", First), .. Pieces("call_b", Second), Chat.Chunk([], "tool_calls"), "data: [DONE]\n\n"]);

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Look up", stream: true));

        var calls = Calls(await response.TextAsync());
        calls.Select(static call => call["function"]!["arguments"]!.GetValue<string>()).ShouldBe([First, Second]);
        calls.Select(static call => call["index"]!.GetValue<int>()).ShouldBe([0, 1]);
        host.Kinds.Count(static kind => kind == "tool-call.evaluated:allow").ShouldBe(2);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task Blocks_SecondCallBehindTheNumberOfTheFirst(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Call(true, "call_a", "crm_lookup", First), Call(true, "call_b", "shell_run", """{"cmd":"rm"}"""), Chat.Chunk([], "tool_calls"),
            "data: [DONE]\n\n");

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Look up", stream: true));

        (await response.TextAsync()).ShouldNotContain("shell_run");
        host.Kinds.ShouldContain("tool-call.evaluated:block");
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task Reads_EmptyArgumentsAsNone(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Call(true, "call_a", "crm_lookup", ""), Chat.Chunk([], "tool_calls"), "data: [DONE]\n\n");

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Look up", stream: true));

        Calls(await response.TextAsync()).ShouldHaveSingleItem()["function"]!["arguments"]!.GetValue<string>().ShouldBe("{}");
        host.Kinds.ShouldContain("tool-call.evaluated:allow");
    }

    [Theory]
    [InlineData("\"\"", "{}", "allow")]
    [InlineData("null", "{}", "allow")]
    [InlineData("{\"name\":\"K-1\"}", First, "allow")]
    [InlineData("{\"name\":\"ghp_16C7e42F292c6912E7710c838347Ae178B4a\"}", null, "block")]
    public async Task Judges_ArgumentsOfAPlainAnswer(string arguments, string? expected, string verdict)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = JsonNode.Parse(Chat.CallAnswer("crm_lookup", "{}"))!;
        answer["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"] = JsonNode.Parse(arguments);
        host.Model.Script = ScriptedModel.Json(answer.ToJsonString());

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Look up"));

        response.Headers.GetValues("Guard-Verdict").ShouldBe([verdict]);
        if (expected is not null)
        {
            var said = (await response.JsonAsync())["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]!;
            (said is JsonObject ? said.ToJsonString() : said.GetValue<string>()).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task Keeps_ContentOfItsOwn_UnlessItHoldsASecret(string tier)
    {
        foreach (var (signature, shown) in new[] { ("RXB3Q0Nw", true), ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", false) })
        {
            await using var host = await GatewayHost.StartAsync();
            var extra = new JsonObject { ["vendor"] = new JsonObject { ["thought_signature"] = signature } };
            host.Model.Script = ScriptedModel.Events(
                Call(true, "call_a", "crm_lookup", First, extra), Chat.Chunk([], "tool_calls"), "data: [DONE]\n\n");

            using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Look up", stream: true));

            (await response.TextAsync()).Contains(signature, StringComparison.Ordinal).ShouldBe(shown);
        }
    }

    private static string Call(bool indexed, string? id, string? name, string arguments, JsonObject? extra = null)
    {
        var function = new JsonObject { ["arguments"] = arguments };
        var call = new JsonObject { ["function"] = function };
        if (indexed)
        {
            call["index"] = 0;
        }

        if (id is not null)
        {
            (call["id"], call["type"]) = (id, "function");
        }

        if (name is not null)
        {
            function["name"] = name;
        }

        if (extra is not null)
        {
            call["extra_content"] = extra;
        }

        return Chat.Chunk(new JsonObject { ["tool_calls"] = new JsonArray(call) });
    }

    private static List<JsonNode> Calls(string stream) =>
        [.. Chat.Events(stream)
            .SelectMany(static chunk => (chunk["choices"]![0]?["delta"]?["tool_calls"] as JsonArray) ?? [])
            .OfType<JsonNode>()];
}
