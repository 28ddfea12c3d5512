using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Review;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Tools that an application runs itself: judged as the model's calls are, and no model is asked.</summary>
public sealed class ToolsDecideTests
{
    private const string Path = "/guard/tools/decide";
    private const string Mail = "jane.roe@northwind.example";

    [Theory]
    [InlineData("crm_lookup", "{}", "allow")]
    [InlineData("refund_create", """{"amount":50}""", "allow")]
    [InlineData("refund_create", """{"amount":500}""", "hold")]
    [InlineData("refund_create", """{"amount":50,"amount":500}""", "hold")]
    [InlineData("crm_lookup", "not json", "block")]
    [InlineData("shell_run", "{}", "block")]
    [InlineData("no_such_tool", "{}", "block")]
    public async Task Decides_AsOfAModelsCall(string tool, string arguments, string verdict)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Path, Body("Do it", tool, arguments));

        response.Headers.GetValues("Guard-Verdict").ShouldBe([verdict]);
        string[] opened = verdict == "hold" ? ["case.opened"] : [];
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:" + verdict, .. opened, "interaction.closed:" + verdict]);
        host.Audit.Entries[^1].Facts["answer"].ShouldBe("external");
        var choice = (await response.JsonAsync())["choices"]![0]!;
        choice["finish_reason"]!.GetValue<string>().ShouldBe(verdict == "allow" ? "tool_calls" : "content_filter");
        (choice["message"]!["tool_calls"] is not null).ShouldBe(verdict == "allow");
        host.Model.Requests.ShouldBeEmpty();
    }

    /// <summary>
    /// A value of the conversation reaches a tool that keeps it here, and a token one that sends; another value is
    /// masked.
    /// </summary>
    [Theory]
    [InlineData("crm_lookup", Mail, Mail)]
    [InlineData("mail_send", Mail, "[EMAIL_")]
    [InlineData("crm_lookup", "someone.else@northwind.example", "[email]")]
    public async Task Values_OfTheConversation_AreTokensAgain(string tool, string value, string gives)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync(
            "strict", Path, Body("Ask " + Mail, tool, new JsonObject { ["to"] = value }.ToJsonString()));

        var call = (await response.JsonAsync())["choices"]![0]!["message"]!["tool_calls"]![0]!;
        JsonNode.Parse(call["function"]!["arguments"]!.GetValue<string>())!["to"]!.GetValue<string>().ShouldStartWith(gives);
        call["id"]!.GetValue<string>().ShouldBe("call_1");
        System.Text.Json.JsonSerializer.Serialize(host.Audit.Entries).ShouldNotContain("northwind");
    }

    [Theory]
    [InlineData("A-7712-XY", "block")]
    [InlineData("C-1001-AB", "allow")]
    public async Task Judges_WhereArgumentsComeFrom(string account, string verdict)
    {
        await using var host = await GatewayHost.StartAsync();
        var body = JsonNode.Parse(
            Body("Tell the owner of C-1001-AB", "mail_send", new JsonObject { ["account"] = account }.ToJsonString()))!;
        var messages = body["messages"]!.AsArray();
        messages.Insert(1, JsonNode.Parse(
            """{"role":"assistant","tool_calls":[{"id":"call_0","type":"function","function":{"name":"crm_lookup","arguments":"{}"}}]}"""));
        messages.Insert(2, new JsonObject
        {
            ["role"] = "tool",
            ["tool_call_id"] = "call_0",
            ["content"] = "C-1001-AB is closed, its successor is A-7712-XY"
        });

        using var response = await host.PostAsync("strict", Path, body.ToJsonString());

        response.Headers.GetValues("Guard-Verdict").ShouldBe([verdict]);
    }

    [Fact]
    public async Task AHeldCall_IsReleased_OnceApproved()
    {
        await using var host = await GatewayHost.StartAsync();
        using var desk = new Desk(host);

        using var response = await host.PostAsync("strict", Path, Body("Pay it back", "refund_create", """{"amount":500}"""));
        var id = response.Headers.GetValues("Guard-Case").ShouldHaveSingleItem();
        using var approved = await desk.DecideAsync("reviewer-ann", id, "approve");
        approved.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var released = await desk.ReleaseAsync("strict", id);
        (await released.TextAsync()).ShouldContain("""{\"amount\":500}""");
    }

    [Fact]
    public async Task AnObservedTier_RecordsAndLetsItRun()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("observed", Path, Body("Do it", "shell_run", "{}"));

        (await response.JsonAsync())["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["name"]!
            .GetValue<string>()
            .ShouldBe("shell_run");
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:block", "interaction.closed:block"]);
    }

    /// <summary>The key stands for the calls too, not only for the conversation before them.</summary>
    [Fact]
    public async Task AnIdempotencyKey_StandsForTheCallsToo()
    {
        await using var host = await GatewayHost.StartAsync();
        var header = ("Idempotency-Key", "one");

        using var first = await host.PostAsync("strict", Path, Body("Do it", "refund_create", """{"amount":5}"""), header);
        using var again = await host.PostAsync("strict", Path, Body("Do it", "refund_create", """{"amount":5}"""), header);
        using var other = await host.PostAsync("strict", Path, Body("Do it", "refund_create", """{"amount":6}"""), header);

        (await again.TextAsync()).ShouldBe(await first.TextAsync());
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        host.Kinds.Count(static kind => kind == "tool-call.evaluated:allow").ShouldBe(1);
    }

    /// <summary>An application's own calls say nothing of the model's revision.</summary>
    [Fact]
    public async Task IsNoOutcomeOfTheModel()
    {
        await using var host = await GatewayHost.StartAsync(static services => services.AddOutcomes());
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));
        using var decided = await host.PostAsync("strict", Path, Body("Do it", "shell_run", "{}"));
        using var answered = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        await host.Service<OutcomeRecorder>().FlushAsync(TestContext.Current.CancellationToken);
        var model = (await host.Service<OutcomeStore>().ReadAsync(TestContext.Current.CancellationToken))["claims-ft"];
        model.Values.Sum(static served => served.Counts.Calls()).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[]}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"},{"role":"user","tool_calls":[{}]}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"assistant","tool_calls":[{}]}]}""")]
    [InlineData("""{"model":"claims-ft","messages":"x"}""")]
    [InlineData("{}")]
    public async Task Refuses_ABodyThatBringsNoCalls(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.Audit.Entries.ShouldBeEmpty();
    }

    /// <summary>Calls whose shape the guard does not know never pass.</summary>
    [Theory]
    [InlineData("""[{}]""")]
    [InlineData("""[1]""")]
    [InlineData("""[{"id":"c","type":"function","function":{"name":"crm_lookup","Arguments":"{}"}}]""")]
    [InlineData("""[{"id":"c","type":"rocket","rocket":{"name":"crm_lookup"}}]""")]
    public async Task Blocks_CallsThatItCannotRead(string calls)
    {
        await using var host = await GatewayHost.StartAsync();
        var body = JsonNode.Parse(Body("x", "crm_lookup", "{}"))!;
        body["messages"]![1]!["tool_calls"] = JsonNode.Parse(calls);

        using var response = await host.PostAsync("strict", Path, body.ToJsonString());

        if (response.IsSuccessStatusCode)
        {
            response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        }
        else
        {
            response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        }
    }

    private static string Body(string user, string tool, string arguments) => new JsonObject
    {
        ["model"] = "claims-ft",
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = user },
            new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = "call_1",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = arguments }
                }),
            }),
    }.ToJsonString();
}
