using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Answers that carry what was to be withheld where a guard may not look.</summary>
public sealed class HostileResponseTests
{
    private const string Mail = "jane.roe@northwind.example";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Theory]
    [InlineData("""{"id":"SECRET","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}""")]
    [InlineData(
        """{"id":"i","system_fingerprint":"SECRET","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"message":{"role":"SECRET","content":"x"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"SECRET"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"x","SECRET":1},"finish_reason":"stop"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":[["SECRET"]]},"finish_reason":"stop"}]}""")]
    [InlineData(
        """{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"x","function_call":"SECRET"},"finish_reason":"stop"}]}""")]
    [InlineData(
        """{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"x","audio":"SECRET"},"finish_reason":"stop"}]}""")]
    [InlineData(
        """{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"x","reasoning":"SECRET","annotations":[{"type":"url_citation","url_citation":{"title":"SECRET"}}]},"finish_reason":"stop"}]}""")]
    [InlineData(
        """{"id":"i","choices":[{"index":0,"message":{"role":"assistant","content":"{\"a\":\"ghp_\\u0031\\u0036C7e42F292c6912E7710c838347Ae178B4a\"}"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"id":"i","SECRET":null,"choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}""")]
    public async Task Withholds_SecretInEveryField(string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer.Replace("SECRET", Secret, StringComparison.Ordinal));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Which key?"));

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        (await response.TextAsync()).ShouldNotContain("C7e42F292c6912E7710c838347Ae178B4a");
        string.Join('\n', host.Audit.Entries.SelectMany(static entry => entry.Facts.Values)).ShouldNotContain("ghp_");
    }

    [Theory]
    [InlineData("logprobs", """{"content":[{"token":"gh"},{"token":"p_"}]}""")]
    [InlineData("prompt_logprobs", """[{"1":{"decoded_token":"gh"}}]""")]
    [InlineData("token_ids", "[104,105]")]
    public async Task Drops_ListsThatSpellTheTextOut(string name, string list)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = JsonNode.Parse(Chat.Answer("Hello."))!;
        answer["choices"]![0]![name] = JsonNode.Parse(list);
        answer["choices"]![0]!["message"]![name] = JsonNode.Parse(list);
        answer[name] = JsonNode.Parse(list);
        host.Model.Script = ScriptedModel.Json(answer.ToJsonString());

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        var json = await response.JsonAsync();
        json[name].ShouldBeNull();
        json["choices"]![0]![name].ShouldBeNull();
        json["choices"]![0]!["message"]![name].ShouldBeNull();
    }

    [Theory]
    [InlineData(
        """{"id":"c","type":"custom","function":{"name":"crm_lookup","arguments":"{}"},"custom":{"name":"shell_run","input":"rm"}}""")]
    [InlineData("""{"id":"c","type":"function","function":{"name":"crm_lookup","Name":"shell_run","arguments":"{}"}}""")]
    [InlineData(
        """{"id":"c","type":"function","function":{"name":"crm_lookup","arguments":"{}"},"Function":{"name":"shell_run","arguments":"{}"}}""")]
    [InlineData("""{"id":"c","type":"function","function":"shell_run"}""")]
    public async Task Blocks_TwoCallsInOne(string call)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = JsonNode.Parse(Chat.CallAnswer("crm_lookup", "{}"))!;
        answer["choices"]![0]!["message"]!["tool_calls"] = new JsonArray(JsonNode.Parse(call));
        host.Model.Script = ScriptedModel.Json(answer.ToJsonString());

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Do it"));

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        (await response.TextAsync()).ShouldNotContain("shell_run");
    }

    [Theory]
    [InlineData("""{"amount":1e400}""")]
    [InlineData("""{"amount":-1e400}""")]
    [InlineData("""{"amount":99999999999999999999999999999999999999999}""")]
    [InlineData("""{"amount":"5"}""")]
    public async Task Refuses_ArgumentsThatTheValidatorCannotDigest_InAnOpenTierToo(string arguments)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.CallAnswer("refund_create", arguments));

        using var response = await host.PostAsync("open", Chat.Path, Chat.Request("Refund"));

        response.Headers.GetValues("Guard-Verdict").ShouldBe([arguments.Contains("-1e400", StringComparison.Ordinal) ? "allow" : "hold"]);
    }

    [Theory]
    [InlineData(
        """{"error":{"message":"You wrote jane.roe@northwind.example","code":"jane.roe@northwind.example","type":"jane.roe@northwind.example"}}""",
        400)]
    [InlineData(
        """{"error":{"message":"x","code":"ghp_16C7e42F292c6912E7710c838347Ae178B4a","type":"ghp_16C7e42F292c6912E7710c838347Ae178B4a"}}""",
        429)]
    [InlineData("""{"error":{"message":"x","code":"ghp_16C7e42F292c6912E7710c838347Ae178B4a"}}""", 500)]
    [InlineData("""{"error":{"message":"\ud800","code":"\ud800"}}""", 400)]
    public async Task Keeps_ContentOutOfErrorsAndTheirEntries(string body, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(body, status);

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        var text = await response.TextAsync();
        text.ShouldNotContain("jane.roe");
        text.ShouldNotContain("ghp_");
        host.Kinds[^1].ShouldStartWith("interaction.closed");
        string.Join('\n', host.Audit.Entries.SelectMany(static entry => entry.Facts.Values)).ShouldNotContain("jane.roe");
        string.Join('\n', host.Audit.Entries.SelectMany(static entry => entry.Facts.Values)).ShouldNotContain("ghp_");
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("""{"choices":[],"choices":[]}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"\ud800"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"\ud800","content":[7]}}]}""")]
    [InlineData("")]
    public async Task Observes_MalformedAnswerWithoutChangingAByte(string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(answer);

        using var response = await host.PostAsync("observed", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.TextAsync()).ShouldBe(answer);
        host.Kinds[^1].ShouldStartWith("interaction.closed");
    }

    [Fact]
    public async Task Observes_PlainAnswerToAStreamedRequest()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));

        using var response = await host.PostAsync("observed", Chat.Path, Chat.Request("Hello", stream: true));

        (await response.TextAsync()).ShouldBe(Chat.Answer("Hello."));
    }
}
