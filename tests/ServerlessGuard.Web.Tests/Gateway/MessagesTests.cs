using System.Net;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Anthropic's Messages API, judged in both directions by the same engine as chat.</summary>
public sealed class MessagesTests
{
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private const string Signature = "RXFBQkNEZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk=";

    /// <summary>Places of a request that carry text.</summary>
    public static TheoryData<string> Requests() => new(
        Messages.Request("\"TEXT\""),
        Messages.Request("""[{"type":"text","text":"TEXT","cache_control":{"type":"ephemeral"}}]"""),
        Messages.Request("""[{"type":"tool_result","tool_use_id":"toolu_1","content":"TEXT"}]"""),
        Messages.Request("""[{"type":"tool_result","tool_use_id":"toolu_1","is_error":true,"content":[{"type":"text","text":"TEXT"}]}]"""),
        Messages.Request("""[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"TEXT"},"title":"A"}]"""),
        Messages.Request("""[{"type":"document","source":{"type":"content","content":[{"type":"text","text":"TEXT"}]}}]"""),
        Messages.Request("""[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"a"},"context":"TEXT"}]"""),
        Messages.Request("""[{"type":"search_result","source":"https://example.org","title":"A","content":[{"type":"text","text":"TEXT"}]}]"""),
        Messages.Request("\"hi\"", more: ",\"system\":\"TEXT\""),
        Messages.Request("\"hi\"", more: ",\"system\":[{\"type\":\"text\",\"text\":\"TEXT\"}]"),
        Messages.Request("\"hi\"", more: ",\"metadata\":{\"user_id\":\"TEXT\"}"),
        Messages.Request("\"hi\"", more: ",\"tools\":[{\"name\":\"crm.lookup\",\"description\":\"TEXT\",\"input_schema\":{\"type\":\"object\"}}]"),
        Messages.Request("\"hi\"},{\"role\":\"assistant\",\"content\":\"TEXT\"},{\"role\":\"user\",\"content\":\"go on\""),
        Messages.Request($$"""
            "hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"TEXT","signature":"{{Signature}}"}]},{"role":"user","content":"go on"
            """),
        Messages.Request(
            "\"hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"TEXT\"}]},{\"role\":\"user\",\"content\":\"b\""),
        Messages.Request(
            "\"hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"redacted_thinking\",\"data\":\"TEXT\"}]},{\"role\":\"user\",\"content\":\"b\""),
        Messages.Request($$"""
            "hi"},{"role":"assistant","content":[{{Messages.Call("crm.lookup", "{\"note\":\"TEXT\"}")}}]},{"role":"user","content":"go on"
            """),
        Messages.Request(
            "\"hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[{\"type\":\"web_search_result\",\"url\":\"https://a.org\",\"title\":\"TEXT\",\"encrypted_content\":\""
            + Signature + "\"}]}]},{\"role\":\"user\",\"content\":\"b\""));

    /// <summary>Blocks of an answer that carry text.</summary>
    public static TheoryData<string> Blocks() => new(
        Messages.Text("TEXT"),
        """{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"TEXT","document_index":0}]}""",
        $$"""{"type":"thinking","thinking":"TEXT","signature":"{{Signature}}"}""",
        """{"type":"thinking","thinking":"a","signature":"TEXT"}""",
        """{"type":"redacted_thinking","data":"TEXT"}""",
        """{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"TEXT"}}""",
        """{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"https://a.org","title":"TEXT"}]}""",
        """{"type":"something_new","note":{"deep":["TEXT"]}}""");

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Replaces_PersonalDataOnTheWayToTheModel(string request)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Messages.Answer(Messages.Text("all is well")));

        using var response = await host.PostAsync(
            "live", Messages.Path, request.Replace("TEXT", $"Write to {Email} now", StringComparison.Ordinal));

        (await response.JsonAsync())["content"]![0]!["text"]!.GetValue<string>().ShouldBe("all is well");
        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Path.ShouldBe("/v1/messages");
        seen.Headers["anthropic-version"].ShouldBe("2023-06-01");
        seen.Body.ShouldNotContain(Email);
        seen.Body.ShouldContain("[EMAIL_");
        host.Audit.Entries[0].Facts["protocol"].ShouldBe("messages");
        host.Audit.Entries[^1].Findings["input.email"].ShouldBe(1);
        (host.Audit.Entries[^1].Facts["usage.input"], host.Audit.Entries[^1].Facts["usage.output"]).ShouldBe(("3", "4"));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Blocks_SecretsAsTheApisOwnRefusal(string request)
    {
        await using var host = await GatewayHost.StartAsync();

        using var plain = await host.PostAsync("live", Messages.Path, request.Replace("TEXT", $"key {Secret}", StringComparison.Ordinal));
        using var streamed = await host.PostAsync(
            "live", Messages.Path, Streamed(request).Replace("TEXT", $"key {Secret}", StringComparison.Ordinal));

        host.Model.Requests.ShouldBeEmpty();
        var body = await plain.JsonAsync();
        body["stop_reason"]!.GetValue<string>().ShouldBe("refusal");
        body["content"]![0]!["text"]!.GetValue<string>().ShouldStartWith("Blocked by policy");
        var stream = await streamed.TextAsync();
        Messages.Joined(stream).ShouldStartWith("Blocked by policy");
        Messages.StopReason(stream).ShouldBe("refusal");
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task GivesTheCallerItsDataBack_PlainAndStreamed(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, request) =>
        {
            var said = JsonNode.Parse(request.Body)!["messages"]![0]!["content"]!.GetValue<string>();
            await (JsonNode.Parse(request.Body)!["stream"]!.GetValue<bool>()
                ? ScriptedModel.Events(Messages.Stream([.. said.Select(static one => one.ToString())]))(http, request)
                : ScriptedModel.Json(Messages.Answer(Messages.Text(said)))(http, request));
        };

        using var plain = await host.PostAsync(tier, Messages.Path, Messages.Said($"Write to {Email}."));
        using var streamed = await host.PostAsync(tier, Messages.Path, Messages.Said($"Write to {Email}.", stream: true));

        (await plain.JsonAsync())["content"]![0]!["text"]!.GetValue<string>().ShouldBe($"Write to {Email}.");
        var stream = await streamed.TextAsync();
        Messages.Joined(stream).ShouldBe($"Write to {Email}.");
        Messages.StopReason(stream).ShouldBe("end_turn");
        stream.ShouldEndWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        host.Model.Requests.ShouldAllBe(static seen => !seen.Body.Contains(Email));
        (host.Audit.Entries[^1].Facts["usage.input"], host.Audit.Entries[^1].Facts["usage.output"]).ShouldBe(("3", "4"));
    }

    /// <summary>A secret in any block never arrives, however its stream is cut; live and judged whole give the same text.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Withholds_SecretsInEveryBlock(string block)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = Messages.Answer(block.Replace("TEXT", $"it is {Secret} indeed", StringComparison.Ordinal));
        foreach (var tier in new[] { "live", "strict" })
        {
            host.Model.Script = ScriptedModel.Json(answer);
            using var plain = await host.PostAsync(tier, Messages.Path, Messages.Said("Which?"));
            host.Model.Script = ScriptedModel.Events(Messages.Cut(answer, 7));
            using var streamed = await host.PostAsync(tier, Messages.Path, Messages.Said("Which?", stream: true));

            (await plain.TextAsync()).ShouldNotContain(Secret);
            var stream = await streamed.TextAsync();
            string.Concat(Messages.Blocks(stream).Select(static one => one!.ToJsonString())).ShouldNotContain(Secret);
            Messages.StopReason(stream).ShouldBeOneOf("end_turn", "refusal");
        }
    }

    /// <summary>Blocks without anything to find pass as they are: plain, buffered and live.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Passes_EveryCleanBlock(string block)
    {
        await using var host = await GatewayHost.StartAsync();
        var clean = new[] { "signature", "data" }.Any(name => block.Contains($"\"{name}\":\"TEXT\"", StringComparison.Ordinal))
            ? block.Replace("TEXT", Signature, StringComparison.Ordinal)
            : block.Replace("TEXT", "all is \U0001F600 well", StringComparison.Ordinal);
        var answer = Messages.Answer(Messages.Text("first"), clean, Messages.Text("last"));
        foreach (var tier in new[] { "live", "strict", "observed" })
        {
            host.Model.Script = ScriptedModel.Json(answer);
            using var plain = await host.PostAsync(tier, Messages.Path, Messages.Said("Which?"));
            host.Model.Script = ScriptedModel.Events(Messages.Cut(answer, 3));
            using var streamed = await host.PostAsync(tier, Messages.Path, Messages.Said("Which?", stream: true));

            JsonNode.DeepEquals(await plain.JsonAsync(), JsonNode.Parse(answer)).ShouldBeTrue();
            var stream = await streamed.TextAsync();
            JsonNode.DeepEquals(Messages.Blocks(stream), JsonNode.Parse(answer)!["content"]).ShouldBeTrue(stream);
        }
    }

    [Theory]
    [InlineData("live", "crm.lookup", "{\"customer\":\"c-7\"}", true)]
    [InlineData("strict", "crm.lookup", "{\"customer\":\"c-7\"}", true)]
    [InlineData("live", "crm.lookup", "{}", true)]
    [InlineData("live", "payroll.raise", "{}", false)]
    [InlineData("strict", "payroll.raise", "{}", false)]
    [InlineData("live", "refund.create", "{\"amount\":900}", false)]
    public async Task Judges_ToolCalls(string tier, string tool, string input, bool passes)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = Messages.Answer(Messages.Text("I look it up."), Messages.Call(tool, input));
        host.Model.Script = ScriptedModel.Json(answer);
        using var plain = await host.PostAsync(tier, Messages.Path, Messages.Request("\"Look it up\"", more: Messages.Offered(tool)));
        host.Model.Script = ScriptedModel.Events(Messages.Cut(answer, 2));
        using var streamed = await host.PostAsync(tier, Messages.Path, Messages.Request("\"Look it up\"", true, Messages.Offered(tool)));

        var stream = await streamed.TextAsync();
        foreach (var blocks in new[] { (await plain.JsonAsync())["content"]!.AsArray(), Messages.Blocks(stream) })
        {
            var call = blocks.SingleOrDefault(static block => block!["type"]!.GetValue<string>() == "tool_use");
            (call is not null).ShouldBe(passes, stream);
            if (passes)
            {
                JsonNode.DeepEquals(call!["input"], JsonNode.Parse(input)).ShouldBeTrue(stream);
                call["name"]!.GetValue<string>().ShouldBe(tool);
            }
        }

        Messages.StopReason(stream).ShouldBe(passes ? "end_turn" : "refusal");
        var judged = host.Kinds.Where(static kind => kind.StartsWith("tool-call.evaluated", StringComparison.Ordinal));
        judged.Count(kind => kind.EndsWith(":allow", StringComparison.Ordinal) == passes).ShouldBe(2);
    }

    /// <summary>A call of a tool that the request did not offer is refused, as in the other protocols.</summary>
    [Fact]
    public async Task Refuses_ACallThatNobodyOffered()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Messages.Answer(Messages.Call("crm.lookup", "{}")));

        using var response = await host.PostAsync("live", Messages.Path, Messages.Request("\"hi\"", more: Messages.Offered("refund.create")));

        (await response.JsonAsync())["stop_reason"]!.GetValue<string>().ShouldBe("refusal");
        host.Audit.Entries[^1].Facts["reasons"].ShouldContain("tool.not-offered");
    }

    [Theory]
    [InlineData("""[{"type":"web_search_20250305","name":"web_search"}]""", false)]
    [InlineData("""[{"type":"code_execution_20250825","name":"crm.lookup"}]""", false)]
    [InlineData("""[{"type":"bash_20250124","name":"bash"},{"name":"crm.lookup","input_schema":{"type":"object"}}]""", true)]
    [InlineData("""[{"type":"custom","name":"crm.lookup","input_schema":{"type":"object"}}]""", true)]
    public async Task Refuses_ToolsOfThePlatform(string tools, bool passes)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Messages.Answer(Messages.Text("good day")));

        using var response = await host.PostAsync("live", Messages.Path, Messages.Request("\"hi\"", more: ",\"tools\":" + tools));

        (await response.JsonAsync())["stop_reason"]!.GetValue<string>().ShouldBe(passes ? "end_turn" : "refusal");
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task Takes_WhatServersLeaveOut(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        var whole = Messages.Stop();
        host.Model.Script = ScriptedModel.Events(
            Messages.Start, Messages.Open(0, Messages.Text("hello ")), Messages.Piece(0, "the"), Messages.Piece(0, "re"),
            whole[..whole.IndexOf("event: message_stop", StringComparison.Ordinal)]);

        using var response = await host.PostAsync(tier, Messages.Path, Messages.Said("Hello", stream: true));
        var stream = await response.TextAsync();

        Messages.Joined(stream).ShouldBe("hello there");
        Messages.StopReason(stream).ShouldBe("end_turn");
        stream.ShouldContain("message_stop");
    }

    [Fact]
    public async Task Counts_TokensOfTheInspectedRequest()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json("""{"input_tokens":14}""");

        using var counted = await host.PostAsync("live", "/v1/messages/count_tokens", Messages.Said($"Write to {Email}"));
        using var blocked = await host.PostAsync("live", "/v1/messages/count_tokens", Messages.Said($"key {Secret}"));

        (await counted.JsonAsync())["input_tokens"]!.GetValue<int>().ShouldBe(14);
        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Path.ShouldBe("/v1/messages/count_tokens");
        seen.Body.ShouldNotContain(Email);
        await Messages.ShouldBeErrorAsync(blocked, 400, "invalid_request_error");
    }

    [Fact]
    public async Task Serves_ThePathOfHostsWithManyApis()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Messages.Answer(Messages.Text("good day")));

        using var response = await host.PostAsync("live", "/anthropic/v1/messages", Messages.Said("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Model.Requests.ShouldHaveSingleItem().Path.ShouldBe("/v1/messages");
    }

    private static string Streamed(string request) => request.Replace("\"stream\":false", "\"stream\":true", StringComparison.Ordinal);
}
