using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Mcp;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Mcp;

/// <summary>A server that dies, hangs, floods or answers out of order harms no other.</summary>
public sealed class McpUpstreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AHangingServer_TimesOut_AndTheOthersGoOn()
    {
        var (clock, reached) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new TaskCompletionSource());
        await using var bed = await McpBed.StartAsync(
            bed =>
            {
                bed.Mail.Add("read_mail", "Reads a mail.", "Hello");
                bed.Files.Add("read_file", "Reads a file.", async (_, cancellationToken) =>
                {
                    reached.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return new CallToolResult();
                });
            },
            clock: clock);

        var hanging = bed.CallAsync("files_read_file");
        await reached.Task;
        McpBed.TextOf(await bed.CallAsync("mail_read_mail")).ShouldBe("Hello");
        hanging.IsCompleted.ShouldBeFalse();
        clock.Advance(McpServerConfig.DefaultTimeout);

        var late = await hanging;
        late.IsError.ShouldBe(true);
        McpBed.TextOf(late).ShouldContain("did not answer within 60 s");
        McpBed.TextOf(await bed.CallAsync("mail_read_mail")).ShouldBe("Hello");
    }

    [Fact]
    public async Task ADeadServer_IsStartedAgain_AfterAPauseThatGrows()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bed = await McpBed.StartAsync(
            static bed =>
            {
                bed.Mail.Add("read_mail", "Reads a mail.", "Hello");
                bed.Files.Add("read_file", "Reads a file.", async (_, cancellationToken) =>
                {
                    bed.Files.Die();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return new CallToolResult();
                });
            },
            clock: clock);
        (await bed.ToolsAsync()).Length.ShouldBe(2);

        McpBed.TextOf(await bed.CallAsync("files_read_file")).ShouldContain("ended");
        McpBed.TextOf(await bed.CallAsync("files_read_file")).ShouldContain("is tried again in 1 s");
        McpBed.TextOf(await bed.CallAsync("mail_read_mail")).ShouldBe("Hello");
        (await bed.ToolsAsync()).ShouldBe(["mail_read_mail"]);
        bed.Connector.Connections["files"].ShouldBe(1);

        bed.Files.Add("read_file", "Reads a file.", "back");
        clock.Advance(TimeSpan.FromSeconds(1));
        McpBed.TextOf(await bed.CallAsync("files_read_file")).ShouldBe("back");
        bed.Connector.Connections["files"].ShouldBe(2);
        bed.Connector.Connections["mail"].ShouldBe(1);
    }

    /// <summary>Real programs: one that is not there, one that ends at once, one that floods without a line, one with lines.</summary>
    [Theory]
    [InlineData("no-such-program-anywhere", "does not start")]
    [InlineData("sh -c exit", "ended")]
    [InlineData("sh -c cat</dev/zero", "ended")]
    [InlineData("sh -c yes", "ended")]
    public async Task ABrokenProgram_IsToldOf_InWords(string command, string message)
    {
        var server = new McpServerConfig { Id = "bad", Command = command.Split(' ') };
        await using var upstream = Upstream(server, new FakeTimeProvider());

        (await FailureAsync(upstream)).Message.ShouldContain(message);
        (await FailureAsync(upstream)).Message.ShouldContain("is tried again in");
    }

    [Fact]
    public async Task AProgram_FindsTheVariablesThatAreNamed_AndNoOthers()
    {
        var server = new McpServerConfig
        {
            Id = "env",
            Command = ["sh", "-c", "env"],
            Environment = new Dictionary<string, string> { ["TOKEN"] = "MINE" },
        };
        await using var process = ServerProcess.Start(
            server,
            static name => name switch
            {
                "MINE" => "secret-1",
                "OTHER" => "secret-2",
                "PATH" => Environment.GetEnvironmentVariable("PATH"),
                _ => null,
            });

        var seen = (await new StreamReader(process.Output).ReadToEndAsync(Stop)).Split('\n');

        seen.ShouldContain("TOKEN=secret-1");
        seen.ShouldNotContain(static line => line.Contains("secret-2", StringComparison.Ordinal));
        seen.ShouldNotContain(static line => line.StartsWith("MINE", StringComparison.Ordinal));
        var missing = Should.Throw<ToolFailedException>(() => ServerProcess.Start(server, static _ => null));
        missing.Message.ShouldContain("MINE");
    }

    [Fact]
    public async Task AProgram_IsEnded_WithWhatItStarted()
    {
        var process = ServerProcess.Start(
            new McpServerConfig { Id = "tree", Command = ["sh", "-c", "trap '' TERM; sleep 1000 & echo $!; wait"] }, Environment.GetEnvironmentVariable);
        var line = await new StreamReader(process.Output).ReadLineAsync(Stop);
        var child = int.Parse(line!, System.Globalization.CultureInfo.InvariantCulture);

        await process.DisposeAsync();

        await Condition.HoldsAsync(() => !IsRunning(child), "the child to end");
    }

    /// <summary>Answers of another order, twice, and to questions that nobody asked.</summary>
    [Fact]
    public async Task Answers_ReachWhoAsked_WhateverTheirOrder()
    {
        var server = new McpServerConfig { Id = "odd", Command = ["odd"] };
        await using var upstream = new McpUpstream(server, new OddConnector(), new(), TimeProvider.System, NullLogger.Instance);

        var first = CallAsync(upstream, "one");
        var second = CallAsync(upstream, "two");

        (await first).ShouldBe("answer to one");
        (await second).ShouldBe("answer to two");
    }

    [Fact]
    public void ABudget_IsOfOneRequest()
    {
        var budget = new ReadBudget();
        budget.Take(new byte[ReadBudget.Bytes]).ShouldBe((int)ReadBudget.Bytes);
        Should.Throw<IOException>(() => budget.Take("x"u8));
        budget.Renew();
        budget.Take("x"u8).ShouldBe(1);
        Should.Throw<IOException>(() => budget.Take(Enumerable.Repeat((byte)'\n', (int)ReadBudget.Bytes / ReadBudget.PerLine).ToArray()));
    }

    private static McpUpstream Upstream(McpServerConfig server, TimeProvider clock) =>
        new(server, new McpConnector(Environment.GetEnvironmentVariable), new(), clock, NullLogger.Instance);

    private static async Task<ToolFailedException> FailureAsync(McpUpstream upstream) =>
        await Should.ThrowAsync<ToolFailedException>(() => upstream.SendAsync(
            static (client, token) => client.ListToolsAsync(new ListToolsRequestParams(), token), Stop));

    private static async Task<string> CallAsync(McpUpstream upstream, string tool) => McpBed.TextOf(await upstream.SendAsync(
        (client, token) => client.CallToolAsync(new CallToolRequestParams { Name = tool }, token), Stop));

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A server that speaks JSON-RPC by hand.</summary>
    private sealed class OddConnector : IMcpConnector
    {
        public async Task<McpConnection> ConnectAsync(
            McpServerConfig server, McpClientHandlers handlers, CancellationToken cancellationToken)
        {
            var (up, down) = (new Pipe(), new Pipe());
            var (input, output) = (new StreamReader(up.Reader.AsStream()), new StreamWriter(down.Writer.AsStream()) { AutoFlush = true });
            _ = Task.Run(() => ServeAsync(input, output), Stop);
            var client = await McpClient.CreateAsync(
                new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), null, null, cancellationToken);
            return new McpConnection(client, new ReadBudget(), null);
        }

        private static async Task ServeAsync(StreamReader input, StreamWriter output)
        {
            var waiting = new List<(JsonNode Id, string Tool)>();
            while (await input.ReadLineAsync(Stop) is { } line)
            {
                var message = JsonNode.Parse(line)!;
                if (message["id"] is not { } id)
                {
                    continue;
                }

                switch (message["method"]!.GetValue<string>())
                {
                    case "initialize":
                        await WriteAsync(output, id, new JsonObject
                        {
                            ["protocolVersion"] = message["params"]!["protocolVersion"]!.DeepClone(),
                            ["capabilities"] = new JsonObject { ["tools"] = new JsonObject() },
                            ["serverInfo"] = new JsonObject { ["name"] = "odd", ["version"] = "1" },
                        });
                        break;
                    case "tools/call":
                        waiting.Add((id.DeepClone(), message["params"]!["name"]!.GetValue<string>()));
                        if (waiting.Count == 2)
                        {
                            await WriteAsync(output, JsonValue.Create(987_654), Result("nobody asked"));
                            foreach (var (of, tool) in waiting.AsEnumerable().Reverse().Concat(waiting))
                            {
                                await WriteAsync(output, of.DeepClone(), Result("answer to " + tool));
                            }
                        }

                        break;
                    default:
                        await output.WriteLineAsync(new JsonObject
                        {
                            ["jsonrpc"] = "2.0",
                            ["id"] = id.DeepClone(),
                            ["error"] = new JsonObject { ["code"] = -32601, ["message"] = "no" },
                        }.ToJsonString());
                        break;
                }
            }
        }

        private static JsonObject Result(string text) => new()
        {
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        };

        private static Task WriteAsync(StreamWriter output, JsonNode id, JsonObject result) => output.WriteLineAsync(
            new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id.DeepClone(), ["result"] = result }.ToJsonString());
    }
}
