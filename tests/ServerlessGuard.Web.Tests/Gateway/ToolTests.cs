using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class ToolTests
{
    private const string Mail = "jane.roe@northwind.example";

    [Theory]
    [InlineData("crm_lookup", "{}", "allow")]
    [InlineData("crm.lookup", """{"q":"x"}""", "allow")]
    [InlineData("crm_lookup", "not json", "block")]
    [InlineData("refund_create", """{"amount":50}""", "allow")]
    [InlineData("refund_create", """{"amount":500}""", "hold")]
    [InlineData("refund_create", "{}", "hold")]
    [InlineData("refund_create", """{"amount":50,"amount":500}""", "hold")]
    [InlineData("shell_run", "{}", "block")]
    [InlineData("no_such_tool", "{}", "block")]
    [InlineData("", "{}", "block")]
    public async Task Judges_ToolCalls(string tool, string arguments, string verdict)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.CallAnswer(tool, arguments));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Do it"));

        response.Headers.GetValues("Guard-Verdict").ShouldBe([verdict]);
        string[] opened = verdict == "hold" ? ["case.opened"] : [];
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:" + verdict, .. opened, "interaction.closed:" + verdict]);
        var choice = (await response.JsonAsync())["choices"]![0]!;
        choice["finish_reason"]!.GetValue<string>().ShouldBe(verdict == "allow" ? "tool_calls" : "content_filter");
    }

    [Theory]
    [InlineData("crm_lookup", true)]
    [InlineData("mail_send", false)]
    public async Task Restores_ArgumentsOnlyOfToolsThatSendNothing(string tool, bool restored)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, seen) =>
        {
            var token = seen.Json["messages"]![0]!["content"]!.GetValue<string>().Split(' ')[^1];
            await ScriptedModel.Json(Chat.CallAnswer(tool, new JsonObject { ["to"] = token }.ToJsonString()))(http, seen);
        };

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Ask " + Mail));

        var arguments = (await response.JsonAsync())["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]!
            .GetValue<string>();
        arguments.Contains(Mail, StringComparison.Ordinal).ShouldBe(restored);
        host.Kinds.Contains("tokens.restored").ShouldBe(restored);
    }

    [Theory]
    [InlineData("""{"type":"web_search"}""")]
    [InlineData("""{"type":"mcp","server_url":"https://tools.example"}""")]
    [InlineData("{}")]
    public async Task Blocks_ToolsThatThePlatformWouldRunItself(string tool)
    {
        await using var host = await GatewayHost.StartAsync();
        var request = JsonNode.Parse(Chat.Request("Search"))!;
        request["tools"] = new JsonArray(JsonNode.Parse(tool));

        using var response = await host.PostAsync("strict", Chat.Path, request.ToJsonString());

        (await response.ContentAsync()).ShouldContain("tool.not-allowed");
        host.Model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("A-7712-XY", "block")]
    [InlineData("C-1001-AB", "allow")]
    public async Task Judges_WhereArgumentsComeFrom(string account, string verdict)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.CallAnswer("mail_send", new JsonObject { ["account"] = account }.ToJsonString()));
        var request = new JsonObject
        {
            ["model"] = "claims-ft",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "Tell the owner of C-1001-AB" },
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["tool_calls"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "call_0",
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = "crm_lookup", ["arguments"] = "{}" }
                    }),
                },
                new JsonObject
                {
                    ["role"] = "tool",
                    ["tool_call_id"] = "call_0",
                    ["content"] = "C-1001-AB is closed, its successor is A-7712-XY"
                }),
        };

        using var response = await host.PostAsync("strict", Chat.Path, request.ToJsonString());

        response.Headers.GetValues("Guard-Verdict").ShouldBe([verdict]);
        if (verdict == "block")
        {
            (await response.TextAsync()).ShouldContain("tool.untrusted");
        }
    }
}
