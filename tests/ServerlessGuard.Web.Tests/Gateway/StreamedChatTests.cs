using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class StreamedChatTests
{
    private const string Mail = "jane.roe@northwind.example";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Fact]
    public async Task Live_RedactsWhatIsSplitOverChunks()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Chat.Stream("The key is ", "ghp_16C7e42F292c", "6912E7710c838347Ae17", "8B4a and ", "that is all."));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Which key?", stream: true));

        var stream = await response.TextAsync();
        Chat.Joined(stream).ShouldBe("The key is [github-token] and that is all.");
        Chat.Finishes(stream).ShouldBe(["stop"]);
        stream.ShouldEndWith("data: [DONE]\n\n");
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:redact"]);
        host.Audit.Entries[^1].Findings.ShouldContainKeyAndValue("output.github-token", 1);
    }

    [Fact]
    public async Task Live_RestoresTokensAcrossChunks()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, seen) =>
        {
            var said = seen.Json["messages"]![0]!["content"]!.GetValue<string>();
            await ScriptedModel.Events(Chat.Stream([.. said.Select(static c => c.ToString())]))(http, seen);
        };

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request($"Mail {Mail} now", stream: true));

        Chat.Joined(await response.TextAsync()).ShouldBe($"Mail {Mail} now");
        host.Kinds.ShouldContain("tokens.restored");
    }

    [Fact]
    public async Task Live_KeepsChoicesApart()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(
            Chat.Text("one jane.", 0), Chat.Text("two jane.", 1), Chat.Text("roe@northwind.example", 0), Chat.Text("doe says hello", 1),
            Chat.Chunk([], "stop", 0), Chat.Chunk([], "length", 1), "data: [DONE]\n\n");

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Two please", stream: true));

        var stream = await response.TextAsync();
        Chat.Joined(stream, 0).ShouldBe("one [email]");
        Chat.Joined(stream, 1).ShouldBe("two jane.doe says hello");
        Chat.Finishes(stream).ShouldBe(["stop", "length"]);
    }

    [Fact]
    public async Task Live_ReleasesToolCallOnlyWholeAndJudged()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Call("crm_lookup", """{"na""", """me":"x"}"""));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Look up", stream: true));

        var calls = Chat.Events(await response.TextAsync())
            .Select(static chunk => chunk["choices"]![0]!["delta"]!["tool_calls"])
            .OfType<JsonArray>()
            .ShouldHaveSingleItem();
        calls[0]!["function"]!["arguments"]!.GetValue<string>().ShouldBe("""{"name":"x"}""");
        calls[0]!["id"]!.GetValue<string>().ShouldBe("call_1");
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:allow", "interaction.closed:allow"]);
    }

    [Fact]
    public async Task Live_CutsForbiddenToolCall()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Call("shell_run", """{"cmd":""", """ "rm"}"""));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Clean up", stream: true));

        var stream = await response.TextAsync();
        stream.ShouldNotContain("shell_run");
        Chat.Finishes(stream).ShouldBe(["content_filter"]);
        stream.ShouldEndWith("data: [DONE]\n\n");
        host.Kinds.ShouldBe(["interaction.opened", "tool-call.evaluated:block", "interaction.closed:block"]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("spaced")]
    [InlineData("base64")]
    [InlineData("rotated")]
    [InlineData("percent")]
    public async Task Live_EndsBeforeInstructionsAreRepeated(string form)
    {
        await using var host = await GatewayHost.StartAsync();
        const string Instructions =
            "You are the claims assistant of Northwind and must never promise refunds above one hundred euros to anybody at all.";
        var written = form switch
        {
            "spaced" => string.Join(' ', Instructions.AsEnumerable()),
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Instructions)),
            "rotated" => string.Concat(Instructions.Select(static unit => char.IsAsciiLetter(unit)
                ? (char)((unit & 0x60) + 1 + (((unit & 0x1F) - 1 + 13) % 26))
                : unit)),
            "percent" => string.Concat(Encoding.UTF8.GetBytes(Instructions).Select(static one => $"%{one:X2}")),
            _ => Instructions,
        };
        host.Model.Script = ScriptedModel.Events(
            Chat.Stream([.. ("Sure. " + written + new string(' ', 400) + "End.").Chunk(6).Select(static piece => new string(piece))]));

        using var response = await host.PostAsync(
            "live", Chat.Path, Chat.Request("What can you do for me?", stream: true, system: Instructions));

        var stream = await response.TextAsync();
        Chat.Joined(stream).ShouldNotContain(written[^(written.Length / 3)..]);
        Chat.Finishes(stream).ShouldBe(["content_filter"]);
        host.Audit.Entries[^1].Facts["reasons"].ShouldBe("leakage.instructions");
    }

    [Fact]
    public async Task Buffered_ReleasesTheWholeAnswerAsDeltas()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Chat.Stream("Hello ", "there, ", Mail));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello", stream: true));

        var stream = await response.TextAsync();
        Chat.Joined(stream).ShouldBe("Hello there, [email]");
        Chat.Finishes(stream).ShouldBe(["stop"]);
        stream.ShouldEndWith("data: [DONE]\n\n");
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:redact"]);
    }

    [Fact]
    public async Task Buffered_BlocksBeforeAnyDelta()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Chat.Stream("It is ", Secret[..10], Secret[10..], "."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Which key?", stream: true));

        var stream = await response.TextAsync();
        stream.ShouldNotContain("It is");
        stream.ShouldNotContain("ghp_");
        Chat.Finishes(stream).ShouldBe(["content_filter"]);
        host.Kinds[^1].ShouldBe("interaction.closed:block");
    }

    [Fact]
    public async Task Buffered_KeepsTheConnectionAlive()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            static gateway => gateway.IdleTimeout = gateway.ResponseTimeout = gateway.StreamTimeout = TimeSpan.FromDays(40));
        var proceed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Model.Script = async (http, seen) =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.Body.FlushAsync();
            await proceed.Task;
            await ScriptedModel.Events(Chat.Stream("Hello."))(http, seen);
        };
        using var response = await host.SendAsync(
            "strict", Chat.Path, Chat.Request("Hello", stream: true), HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        // The comment comes once time passes; the timer may be set a moment after the headers came.
        var line = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        while (!line.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await line).ShouldBe(": keep-alive");
        proceed.SetResult();
        Chat.Joined(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("Hello.");
    }

    [Fact]
    public async Task Observed_StreamPassesByteForByte()
    {
        await using var host = await GatewayHost.StartAsync();
        string[] pieces = [": hi\r\n\r\n", .. Chat.Stream("The key is ", Secret)];
        host.Model.Script = ScriptedModel.Events(pieces);

        using var response = await host.PostAsync("observed", Chat.Path, Chat.Request("Which key?", stream: true));

        (await response.TextAsync()).ShouldBe(string.Concat(pieces));
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:block"]);
    }

    [Fact]
    public async Task Blocked_InputIsAStreamToo()
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Use " + Secret, stream: true));

        var stream = await response.TextAsync();
        Chat.Finishes(stream).ShouldBe(["content_filter"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        host.Model.Requests.ShouldBeEmpty();
    }

    private static string[] Call(string name, params string[] arguments) =>
    [
        Chat.Chunk(new JsonObject
        {
            ["role"] = "assistant",
            ["tool_calls"] = new JsonArray(Delta(new JsonObject { ["name"] = name, ["arguments"] = "" }, true))
        }),
        .. arguments.Select(static piece => Chat.Chunk(
            new JsonObject { ["tool_calls"] = new JsonArray(Delta(new JsonObject { ["arguments"] = piece }, false)) })),
        Chat.Chunk([], "tool_calls"),
        "data: [DONE]\n\n",
    ];

    private static JsonObject Delta(JsonObject function, bool isFirst)
    {
        var call = new JsonObject { ["index"] = 0, ["function"] = function };
        if (isFirst)
        {
            call["id"] = "call_1";
            call["type"] = "function";
        }

        return call;
    }
}
