using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>HTTP from a client through the host to the gateway's worker, and back.</summary>
[Collection(Stage.Gateway)]
public sealed class HttpTests(Stage stage)
{
    private static readonly string Prose = string.Join(
        ' ', Enumerable.Repeat("The claim is open and nobody needs to do anything about it today.", 40));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APlainRequest_IsAnswered()
    {
        stage.Model.Script = ScriptedModel.Json(
            """{"id":"c1","object":"chat.completion","created":1,"model":"demo-model","choices":[{"index":0,"message":{"role":"assistant","content":"The claim is open."},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");
        var key = await KeyAsync();

        using var answer = await AskAsync(key, stream: false);

        var body = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        JsonElement.Parse(body).GetProperty("choices")[0]
            .GetProperty("message")
            .GetProperty("content")
            .GetString()
            .ShouldBe("The claim is open.");
        using var refused = await AskAsync("sg-demo-" + new string('0', 49), stream: false);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>
    /// The model goes on only when the client has read its beginning: an answer that waited somewhere for its end would never come.
    /// </summary>
    [Fact]
    public async Task AStream_ArrivesAsItIsWritten()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Model.Script = async (http, seen) =>
        {
            await ScriptedModel.Events([.. Prose.Split(". ").Select(static sentence => Piece(sentence + ". "))])(http, seen);
            await Condition.EndsAsync(_ => read.Task.WaitAsync(http.RequestAborted), "the client to read the beginning");
            await ScriptedModel.Events(Piece("It was the last."), Piece(null), "data: [DONE]\n\n")(http, seen);
        };
        var key = await KeyAsync();

        using var answer = await AskAsync(key, stream: true);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line is "data: [DONE]")
            {
                read.Task.IsCompleted.ShouldBeTrue();
                text.ToString().ShouldEndWith("It was the last.");
                return;
            }

            if (line.StartsWith("data: {", StringComparison.Ordinal) && JsonElement.Parse(line["data: ".Length..]).GetProperty("choices")[0]
                .GetProperty("delta")
                .TryGetProperty("content", out var content))
            {
                text.Append(content.GetString());
                if (text.Length > 0)
                {
                    read.TrySetResult();
                }
            }
        }

        Assert.Fail("The stream ended without its mark.");
    }

    [Fact]
    public async Task AFunctionOfAnotherDuty_HasNoRoute()
    {
        var host = await stage.HostAsync(Stage.Gateway);
        using var http = new HttpClient { BaseAddress = host.Address };
        using var answer = await http.PostAsync(new Uri("events", UriKind.Relative), new StringContent("{}"), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Piece(string? content) =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"demo-model","choices":[{"index":0,"delta":{{(content is null ? "{}" : $$"""{"content":{{JsonSerializer.Serialize(content)}}}""")}},"finish_reason":{{(content is null ? "\"stop\"" : "null")}}}]}"""
        + "\n\n";

    /// <summary>The policy lets the demo application's key in by its name: one for all tests.</summary>
    private Task<string> KeyAsync() => stage.DemoKey.Value;

    private async Task<HttpResponseMessage> AskAsync(string key, bool stream)
    {
        var host = await stage.HostAsync(Stage.Gateway);
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(
                $$"""{"model":"demo-model","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Is the claim open?"}]}""",
                Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
