using System.Text.Json.Nodes;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Live streams whose pieces a guard and a client could put together differently.</summary>
public sealed class HostileStreamTests
{
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private const string Start =
        """data: {"id":"i","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}"""
            + "\n\n";
    private const string Stop =
        """data: {"id":"i","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""
            + "\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":"SECRET"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":["SECRET"]}]}""")]
    [InlineData("""{"id":"SECRET","choices":[{"index":0,"delta":{"content":"x"}}]}""")]
    [InlineData("""{"id":"i","system_fingerprint":"SECRET","choices":[]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"role":"SECRET"}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"SECRET":1}}]}""")]
    [InlineData("""{"id":"i","SECRET":null,"choices":[]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"x"},"message":{"content":"SECRET"}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"audio":{"transcript":"SECRET"}}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"annotations":[{"title":"SECRET"}]}}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"SECRET"}]}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"note":"SECRET"}}""")]
    [InlineData("""{"id":"i","choices":[{"index":0,"Delta":{"content":"SECRET"}}]}""")]
    public async Task Live_LetsNoSecretOutInAnyField(string chunk)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Start, "data: " + chunk.Replace("SECRET", Secret, StringComparison.Ordinal) + "\n\n", Stop);

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        (await response.TextAsync()).ShouldNotContain("292c6912E7710");
        host.Kinds[^1].ShouldStartWith("interaction.closed");
        string.Join('\n', host.Audit.Entries.SelectMany(static entry => entry.Facts.Values)).ShouldNotContain("ghp_");
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("\"1\"")]
    [InlineData("4294967296")]
    public async Task Live_RefusesIndexThatClientsReadDifferently(string index)
    {
        await using var host = await GatewayHost.StartAsync();
        var chunk = """data: {"id":"i","choices":[{"index":INDEX,"delta":{"content":"TEXT"}}]}""" + "\n\n";
        host.Model.Script = ScriptedModel.Events(
            Chat.Text("ghp_16C7e42F292c69"),
            chunk.Replace("INDEX", index, StringComparison.Ordinal).Replace("TEXT", " - ", StringComparison.Ordinal),
            Chat.Text("12E7710c838347Ae178B4a"), Stop);

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        Chat.Finishes(await response.TextAsync()).ShouldBe(["content_filter"]);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public async Task Live_ReadsEveryFraming(string line)
    {
        await using var host = await GatewayHost.StartAsync();
        var cut = Chat.Text($"key {Secret} end").TrimEnd().Replace("\"choices\"", line + "data: \"choices\"", StringComparison.Ordinal);
        host.Model.Script = ScriptedModel.Events(
            "\uFEFF: comment" + line + line, "event: x" + line + "id: 7" + line + cut + line + line, ": only a comment" + line + line,
            Stop);

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        Chat.Joined(await response.TextAsync()).ShouldBe("key [github-token] end");
    }

    [Fact]
    public async Task Live_SendsNothingThatFollowsTheEnd()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events([Start, Stop, Chat.Text(Secret), "data: [DONE]\n\n"]);

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        var stream = await response.TextAsync();
        stream.ShouldNotContain("ghp_");
        stream.ShouldEndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task Live_BoundsTheNumberOfChoices()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            [.. Enumerable.Range(0, 200).Select(static i => Chat.Chunk(new JsonObject { ["role"] = "assistant" }, null, i)), Stop]);

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        Chat.Finishes(await response.TextAsync()).ShouldContain("content_filter");
        host.Kinds[^1].ShouldBe("interaction.closed:block");
    }

    [Theory]
    [InlineData("a", "b", "0", "0")]
    [InlineData("a", "a", "0", "1")]
    [InlineData("a", "a", "0", "0.0")]
    public async Task Live_RefusesResponseThatMixesItsItems(string firstItem, string secondItem, string firstIndex, string secondIndex)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Delta(firstItem, firstIndex, "ghp_16C7e42F292c69"), Delta(secondItem, secondIndex, "12E7710c838347Ae178B4a "),
            Delta(firstItem, firstIndex, new string('x', 2000)));

        using var response = await host.PostAsync("live", "/v1/responses", """{"model":"claims-ft","stream":true,"input":"Hello"}""");

        var stream = await response.TextAsync();
        stream.ShouldNotContain("12E7710c838347");
        Chat.Events(stream).Last()["response"]!["incomplete_details"]!["reason"]!.GetValue<string>().ShouldBe("content_filter");
    }

    [Fact]
    public async Task Live_WithholdsInstructionsThatOnlyTheLastEventRepeats()
    {
        await using var host = await GatewayHost.StartAsync();
        const string instructions = "Always greet the caller by name and never mention the internal refund limit of this month";
        var last = new JsonObject
        {
            ["type"] = "response.completed",
            ["response"] = new JsonObject
            {
                ["id"] = "resp_1",
                ["status"] = "completed",
                ["output"] = new JsonArray(new JsonObject
                {
                    ["type"] = "message",
                    ["id"] = "msg_1",
                    ["role"] = "assistant",
                    ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = "They said: " + instructions }),
                }),
            },
        };
        host.Model.Script = ScriptedModel.Events("event: response.completed\ndata: " + last.ToJsonString() + "\n\n");
        var request = new JsonObject
        {
            ["model"] = "claims-ft",
            ["stream"] = true,
            ["instructions"] = instructions,
            ["input"] = "Which rules?"
        };

        using var response = await host.PostAsync("live", "/v1/responses", request.ToJsonString());

        (await response.TextAsync()).ShouldNotContain("internal refund limit");
        host.Kinds[^1].ShouldBe("interaction.closed:block");
    }

    private static string Delta(string item, string index, string text) =>
        $$"""data: {"type":"response.output_text.delta","item_id":"{{item}}","output_index":{{index}},"content_index":0,"delta":"{{text}}"}"""
        + "\n\n";
}
