using System.Net;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>LiteLLM's generic guardrail API: what it shows and what it does with the answer.</summary>
public sealed class GuardrailTests
{
    private const string Path = "/beta/litellm_basic_guardrail_api";
    private const string Email = "erika.mustermann@mailbox.org";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Theory]
    [InlineData("request")]
    [InlineData("response")]
    public async Task Says_ThatNothingIsToBeDone(string type)
    {
        await using var host = await GatewayHost.StartAsync();

        var decision = await ShowAsync(host, "live", type, ["good day", "all is well"]);

        decision.ToJsonString().ShouldBe("""{"action":"NONE"}""");
        host.Model.Requests.ShouldBeEmpty();
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:allow"]);
        host.Audit.Entries[0].Facts["protocol"].ShouldBe("guardrail");
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task GivesTokens_AndTurnsThemBackInTheAnswer(string tier)
    {
        await using var host = await GatewayHost.StartAsync();

        var request = await ShowAsync(host, tier, "request", ["Be kind.", $"Write to {Email}"]);
        var written = request["texts"]![1]!.GetValue<string>();
        var answer = await ShowAsync(host, tier, "response", [$"I answer: {written}"]);
        var other = await ShowAsync(host, tier, "response", [$"I answer: {written}"], call: "other-call");

        request["action"]!.GetValue<string>().ShouldBe("GUARDRAIL_INTERVENED");
        request["texts"]![0]!.GetValue<string>().ShouldBe("Be kind.");
        written.ShouldNotContain(Email);
        written.ShouldContain("[EMAIL_");
        answer["texts"]![0]!.GetValue<string>().ShouldBe($"I answer: Write to {Email}");
        other.ToJsonString().ShouldNotContain(Email);
    }

    [Theory]
    [InlineData("live", "request", "BLOCKED")]
    [InlineData("strict", "request", "BLOCKED")]
    [InlineData("strict", "response", "BLOCKED")]
    [InlineData("live", "response", "GUARDRAIL_INTERVENED")]
    [InlineData("observed", "request", "NONE")]
    [InlineData("observed", "response", "NONE")]
    public async Task Decides_AsTheTierDoes(string tier, string type, string action)
    {
        await using var host = await GatewayHost.StartAsync();

        var decision = await ShowAsync(host, tier, type, ["key " + Secret]);

        decision["action"]!.GetValue<string>().ShouldBe(action, decision.ToJsonString());
        decision.ToJsonString().ShouldNotContain(Secret);
        (decision["blocked_reason"]?.GetValue<string>() ?? "").Contains("SG-SEC", StringComparison.Ordinal).ShouldBe(action == "BLOCKED");
    }

    [Theory]
    [InlineData("crm.lookup", "NONE")]
    [InlineData("payroll.raise", "BLOCKED")]
    public async Task Judges_ToolCallsOfAnAnswer(string tool, string action)
    {
        await using var host = await GatewayHost.StartAsync();

        var decision = await ShowAsync(host, "strict", "response", [], new JsonArray(new JsonObject
        {
            ["id"] = "call_1",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = "{}" },
        }));

        decision["action"]!.GetValue<string>().ShouldBe(action);
    }

    [Theory]
    [InlineData("""{"texts":["a"]}""")]
    [InlineData("""{"texts":"a","input_type":"request"}""")]
    [InlineData("""{"texts":[7],"input_type":"request"}""")]
    [InlineData("""{"texts":["a"],"input_type":"both"}""")]
    public async Task Refuses_WhatIsNoShowing(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", Path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>The guard cannot read pictures: where the tier passes none, LiteLLM blocks the request.</summary>
    [Fact]
    public async Task Blocks_Pictures()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", Path, """{"texts":["a"],"images":["aGVsbG8="],"input_type":"request","request_data":{}}""");

        (await response.JsonAsync())["action"]!.GetValue<string>().ShouldBe("BLOCKED");
    }

    private static async Task<JsonNode> ShowAsync(
        GatewayHost host, string caller, string type, string[] texts, JsonArray? calls = null, string call = "call-1")
    {
        var shown = new JsonObject
        {
            ["texts"] = new JsonArray([.. texts.Select(static text => (JsonNode)text)]),
            ["request_data"] = new JsonObject { ["user_api_key_alias"] = "someone" },
            ["input_type"] = type,
            ["litellm_call_id"] = call,
            ["litellm_trace_id"] = "trace-1",
            ["structured_messages"] = new JsonArray(),
            ["additional_provider_specific_params"] = new JsonObject(),
        };
        if (calls is not null)
        {
            shown["tool_calls"] = calls;
        }

        using var response = await host.PostAsync(caller, Path, shown.ToJsonString());
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.TextAsync());
        return await response.JsonAsync();
    }
}
