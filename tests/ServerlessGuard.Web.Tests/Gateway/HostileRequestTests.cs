using System.Net;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Requests that hide content where a guard may not look.</summary>
public sealed class HostileRequestTests
{
    private const string Mail = "jane.roe@northwind.example";

    [Theory]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","function_call":"joe@example.com"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"Model":"secret-model"}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"Messages":[{"role":"user","content":"y"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"me\u017f\u017fages":[]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"STREAM":true}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","Content":"y"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":[{"type":"text","text":"x","Type":"image_url"}]}]}""")]
    [InlineData(
        """{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","Type":"web_search","function":{"name":"f"}}]}""")]
    public async Task Refuses_FieldsOfAnotherCaseOrType(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Chat.Path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.Model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"metadata":{"id":"MAIL"}}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"metadata":{"provider":"MAIL"}}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"prompt_cache_key":"MAIL"}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x"}],"MAIL":1}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","MAIL":null}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","vendor":{"MAIL":true}}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","id":"MAIL"}]}""")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":"x","audio":"MAIL"}]}""")]
    [InlineData(
        """{"model":"claims-ft","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"c","type":"custom","function":"MAIL","custom":{"name":"f","input":"y"}}]}]}""")]
    [InlineData(
        """{"model":"claims-ft","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"},"custom":{"name":"f","input":"MAIL"}}]}]}""")]
    public async Task Transforms_ValuesOutsideTheUsualPlaces(string body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Done."));

        using var response = await host.PostAsync("strict", Chat.Path, body.Replace("MAIL", Mail, StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldNotContain("jane.roe");
    }

    [Theory]
    [InlineData("""[["nested text"]]""")]
    [InlineData("""[7]""")]
    [InlineData("""[null]""")]
    [InlineData("""{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}""")]
    public async Task Blocks_ContentOfAShapeThatItDoesNotKnow(string content)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync(
            "strict", Chat.Path,
            """{"model":"claims-ft","messages":[{"role":"user","content":CONTENT}]}"""
                .Replace("CONTENT", content, StringComparison.Ordinal));

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        host.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Blocks_ScreenshotInAResponsesToolOutput()
    {
        await using var host = await GatewayHost.StartAsync();
        var body =
            """{"model":"claims-ft","input":[{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot","image_url":"data:image/png;base64,AAAA"}}]}""";

        using var response = await host.PostAsync("strict", "/v1/responses", body);

        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
        host.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_IdentifiersOfTheProtocolAlone()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Done."));
        var body = new JsonObject
        {
            ["model"] = "claims-ft",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "Look it up" },
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["tool_calls"] = new JsonArray(
                        new JsonObject
                        {
                            ["id"] = "call_9pw1qnYScqvGrCH58HWCvFH6",
                            ["type"] = "function",
                            ["function"] = new JsonObject { ["name"] = "crm_lookup", ["arguments"] = "{}" }
                        },
                        new JsonObject
                        {
                            ["id"] = "chatcmpl-tool-5f0c9dd1cf3b4f0e8f1ad2c7b1f5f3a2",
                            ["type"] = "function",
                            ["function"] = new JsonObject { ["name"] = "crm_lookup", ["arguments"] = "{}" }
                        },
                        new JsonObject
                        {
                            ["id"] = "toolu_01A09q90qw90lq917835lq9",
                            ["type"] = "function",
                            ["function"] = new JsonObject { ["name"] = "crm_lookup", ["arguments"] = "{}" }
                        }),
                },
                new JsonObject { ["role"] = "tool", ["tool_call_id"] = "call_9pw1qnYScqvGrCH58HWCvFH6", ["content"] = "ok" }),
        }.ToJsonString();

        using var response = await host.PostAsync("strict", Chat.Path, body);

        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldBe(body);
    }
}
