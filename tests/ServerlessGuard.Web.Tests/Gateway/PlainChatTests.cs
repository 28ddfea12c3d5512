using System.Net;
using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class PlainChatTests
{
    private const string Mail = "jane.roe@northwind.example";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Fact]
    public async Task Passes_CleanRequestAndAnswer_ByteForByte()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = Chat.Answer("The sky is blue.");
        host.Model.Script = ScriptedModel.Json(answer);
        var request =
            """{ "model": "claims-ft",  "messages": [{"role":"user","content":"What colour is the sky?"}], "temperature": 0.20, "vendor": {"x": [1, null]} }""";

        using var response = await host.PostAsync("strict", Chat.Path, request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.TextAsync()).ShouldBe(answer);
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldBe(request);
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:allow"]);
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["allow"]);
        host.Audit.Entries[0].Interaction.ShouldBe(response.Headers.GetValues("Guard-Interaction").Single());
    }

    [Fact]
    public async Task Tokenises_Input_AndRestoresAnswer()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, seen) =>
        {
            var said = seen.Json["messages"]![0]!["content"]!.GetValue<string>();
            await ScriptedModel.Json(Chat.Answer("You wrote: " + said))(http, seen);
        };

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request($"Write to {Mail} today"));

        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldNotContain("jane.roe");
        (await response.ContentAsync()).ShouldBe($"You wrote: Write to {Mail} today");
        host.Kinds.ShouldBe(["interaction.opened", "tokens.restored", "interaction.closed:redact"]);
        host.Audit.Entries[^1].Findings.ShouldContainKeyAndValue("input.email", 1);
    }

    /// <summary>Spaces, escapes, numbers and order of what nobody replaced come to the model, and to the client, as sent.</summary>
    [Fact]
    public async Task Replaces_TheValueAlone_InTheBytesThatCame()
    {
        await using var host = await GatewayHost.StartAsync();
        const string answer =
            """{"id":"c",  "object":"chat.completion","created":1,"model":"claims-ft","choices":[{"index":0,"message":{"role":"assistant","content":"Gr\u00fc\u00dfe an TOKEN \/ f\u00fcr heute"},"finish_reason":"stop"}],"vendor_number":4.20e1}""";
        var token = "";
        host.Model.Script = async (http, seen) =>
        {
            var text = seen.Json["messages"]![0]!["content"]!.GetValue<string>();
            token = text[text.IndexOf('[', StringComparison.Ordinal)..(text.IndexOf(']', StringComparison.Ordinal) + 1)];
            await ScriptedModel.Json(answer.Replace("TOKEN", token, StringComparison.Ordinal))(http, seen);
        };
        const string request =
            """{ "model" : "renamed",  "messages": [{"content":"Gr\u00fc\u00dfe an VALUE\n","role":"user"}], "temperature": 0.20 }""";

        using var response = await host.PostAsync("strict", Chat.Path, request.Replace("VALUE", Mail, StringComparison.Ordinal));

        token.ShouldNotBeEmpty();
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldBe(
            request.Replace("VALUE", token, StringComparison.Ordinal).Replace("renamed", "other-name", StringComparison.Ordinal));
        (await response.TextAsync()).ShouldBe(answer.Replace("TOKEN", Mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Blocks_SecretInInput_WithoutCallingTheModel()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request($"Use {Secret}"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = await response.JsonAsync();
        json["choices"]![0]!["finish_reason"]!.GetValue<string>().ShouldBe("content_filter");
        json.ToJsonString().ShouldNotContain(Secret);
        host.Model.Requests.ShouldBeEmpty();
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:block"]);
    }

    [Fact]
    public async Task Blocks_SecretInAnswer()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer($"The key is {Secret}."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Which key?"));

        (await response.TextAsync()).ShouldNotContain("ghp_");
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["block"]);
    }

    [Fact]
    public async Task Holds_AnswerAndNamesTheCase()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer($"The key is {Secret}."));

        using var response = await host.PostAsync("holding", Chat.Path, Chat.Request("Which key?"));

        var caseId = response.Headers.GetValues("Guard-Case").Single();
        (await response.ContentAsync()).ShouldContain(caseId);
        host.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("case", caseId);
        host.Kinds[^1].ShouldBe("interaction.closed:hold");
    }

    [Fact]
    public async Task Observes_WithoutChangingAByte()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = Chat.Answer($"The key is {Secret}, mail {Mail}.");
        host.Model.Script = ScriptedModel.Json(answer);
        var request = Chat.Request($"I am {Mail} and my key is {Secret}");

        using var response = await host.PostAsync("observed", Chat.Path, request);

        (await response.TextAsync()).ShouldBe(answer);
        host.Model.Requests.ShouldHaveSingleItem().Body.ShouldBe(request);
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:block"]);
    }

    [Fact]
    public async Task NeverForwards_TheCallersCredentialOrHeaders()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"), ("X-Private", "1"), ("Cookie", "a=b"));

        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Headers.Keys.ShouldNotContain("Authorization");
        seen.Headers.Keys.ShouldNotContain("X-Private");
        seen.Headers.Keys.ShouldNotContain("Cookie");
    }

    [Fact]
    public async Task Refuses_ModelOfAnotherApplication()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello", model: "secret-model"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("model_not_allowed");
        host.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forwards_DeploymentName()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello", model: "renamed"));

        host.Model.Requests.ShouldHaveSingleItem().Json["model"]!.GetValue<string>().ShouldBe("other-name");
    }

    [Fact]
    public async Task Lists_OnlyTheApplicationsModels()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.GetAsync("strict", "/v1/models");

        (await response.JsonAsync())["data"]!
            .AsArray()
            .Select(static model => model!["id"]!.GetValue<string>())
            .ShouldBe(["claims-ft", "ml", "renamed"]);
    }

    [Theory]
    [InlineData("""{"model":"claims-ft"}""")]
    [InlineData("""{"model":"claims-ft","messages":[]}""")]
    [InlineData("""{"model":"claims-ft","messages":["text"]}""")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""")]
    public async Task Refuses_WhatIsNoChatRequest(string body)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Chat.Path, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.JsonAsync())["error"]!["type"]!.GetValue<string>().ShouldBe("invalid_request_error");
    }

    [Fact]
    public async Task Blocks_ImagesThatItCannotInspect()
    {
        await using var host = await GatewayHost.StartAsync();
        var body =
            """{"model":"claims-ft","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""";

        using var response = await host.PostAsync("strict", Chat.Path, body);

        (await response.ContentAsync()).ShouldContain("content.not-inspectable");
        host.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Inspects_ToolResults_AndMetadata()
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
                    ["role"] = "tool",
                    ["tool_call_id"] = "call_1",
                    ["content"] = "{\"contact\":{\"mail\":\"" + Mail + "\"}}"
                }),
            ["metadata"] = new JsonObject { ["ticket"] = $"from {Mail}" },
        }.ToJsonString();

        using var response = await host.PostAsync("strict", Chat.Path, body);

        var seen = host.Model.Requests.ShouldHaveSingleItem();
        seen.Body.ShouldNotContain("jane.roe");
        JsonNode.Parse(seen.Json["messages"]![1]!["content"]!.GetValue<string>())!["contact"]!["mail"]!
            .GetValue<string>()
            .ShouldStartWith("[");
    }
}
