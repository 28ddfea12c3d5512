using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Errors of Anthropic's Messages API, and streams of it that no client could read.</summary>
public sealed class MessagesFailureTests
{
    [Theory]
    [InlineData("""{"model":"claims-ft"}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":7}]}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"claims-ft","messages":[{"role":"user","content":[{"type":"new"}]}]}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"claims-ft","max_tokens":"7","messages":[{"role":"user","content":"a"}]}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"claims-ft","mcp_servers":[{"url":"https://a.org"}],"messages":[{"role":"user","content":"a"}]}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"secret-model","messages":[{"role":"user","content":"a"}]}""", 403, "permission_error")]
    [InlineData("{", 400, "invalid_request_error")]
    public async Task SaysErrors_InTheApisShape(string request, int status, string type)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", Messages.Path, request);

        await Messages.ShouldBeErrorAsync(response, status, type);
        host.Model.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/messages/batches", 404, "not_found_error")]
    [InlineData("/anthropic/v1/complete", 404, "not_found_error")]
    public async Task SaysInTheApisShape_ThatNothingServesAPath(string path, int status, string type)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", path, "{}");

        await Messages.ShouldBeErrorAsync(response, status, type);
    }

    [Theory]
    [InlineData(429, 429, "rate_limit_error")]
    [InlineData(529, 503, "overloaded_error")]
    [InlineData(401, 502, "api_error")]
    [InlineData(400, 400, "invalid_request_error")]
    public async Task SaysTheModelsErrors_InTheApisShape(int model, int status, string type)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json("""{"type":"error","error":{"type":"some_error","message":"No."}}""", model);

        using var response = await host.PostAsync("live", Messages.Path, Messages.Said("Hello", stream: true));

        await Messages.ShouldBeErrorAsync(response, status, type);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task SaysInTheStream_ThatItBroke(string tier)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events([.. Messages.Stream("hello ", "there")[..^1], "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n"]);

        using var response = await host.PostAsync(tier, Messages.Path, Messages.Said("Hello", stream: true));
        var last = Chat.Events(await response.TextAsync()).Last();

        last["type"]!.GetValue<string>().ShouldBe("error");
        last["error"]!["type"]!.GetValue<string>().ShouldBe("api_error");
    }

    /// <summary>Streams that no client would read as the guard does are refused, or broken; nothing of them is passed.</summary>
    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task Refuses_StreamsThatMixTheirBlocks(string tier)
    {
        string[][] streams =
        [
            [Messages.Start, Messages.Piece(0, "hidden"), Messages.Stop()],
            [Messages.Start, Messages.Open(0, Messages.Text("")), Messages.Open(0, Messages.Text("hidden")), Messages.Stop()],
            [Messages.Start, Messages.Open(0, """{"text":"hidden"}"""), Messages.Stop()],
            [Messages.Start, Messages.Open(0, Messages.Call("crm.lookup", "{}")),
                Messages.Delta(0, """{"type":"input_json_delta","partial_json":"{hidden"}"""),
                Messages.Close(0), Messages.Stop("tool_use")],
            [Messages.Start, Messages.Open(0, """{"type":"new_tool_use","name":"hidden","input":{}}"""), Messages.Close(0), Messages.Stop("tool_use")],
            [Messages.Start, Messages.Open(0, Messages.Text("")), Messages.Delta(0, """{"type":"text_delta","text":{"a":"hidden"}}"""), Messages.Close(0), Messages.Stop()],
        ];
        await using var host = await GatewayHost.StartAsync();
        foreach (var events in streams)
        {
            host.Model.Script = ScriptedModel.Events(events);

            using var response = await host.PostAsync(tier, Messages.Path, Messages.Said("Hello", stream: true));
            var stream = await response.TextAsync();

            stream.ShouldNotContain("hidden");
            Messages.StopReason(stream).ShouldBe("refusal");
        }
    }
}
