using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>After every failure the record has the interaction's end, and no record holds content.</summary>
public sealed class RecordTests
{
    private const string Mail = "jane.roe@northwind.example";
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Fact]
    public async Task Answers_AndCloses_WhenSomethingElseThanTheClientGivesUp()
    {
        await using var host = await GatewayHost.StartAsync(
            static services => services.AddSingleton<IUpstreamCredentials>(new FailingCredentials(new TaskCanceledException())));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        host.Kinds[^1].ShouldStartWith("interaction.interrupted");
    }

    [Fact]
    public async Task Closes_WhenSomethingUnforeseenFails()
    {
        await using var host = await GatewayHost.StartAsync(
            static services => services.AddSingleton<IUpstreamCredentials>(new FailingCredentials(new FormatException(Secret))));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.TextAsync()).ShouldNotContain(Secret);
        host.Kinds[^1].ShouldStartWith("interaction.closed");
    }

    [Fact]
    public async Task Writes_NoContentIntoLogsOrEntries()
    {
        using var logs = new KeptLogs();
        await using var host = await GatewayHost.StartAsync(
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)));
        string[] answers =
        [
            Chat.Answer($"The key is {Secret} of {Mail}"),
            Chat.CallAnswer("shell_run", $$"""{"key":"{{Secret}}"}"""),
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"" + Secret + "\",",
            $$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"{{Secret}}"}]}""",
            "{\"error\":{\"message\":\"" + Mail + "\",\"code\":\"" + Secret + "\"}}",
        ];
        foreach (var tier in (string[])["strict", "holding", "live", "observed", "open"])
        {
            foreach (var answer in answers)
            {
                foreach (var status in (int[])[200, 400, 429, 500])
                {
                    host.Model.Script = ScriptedModel.Json(answer, status);
                    using var response = await host.PostAsync(tier, Chat.Path, Chat.Request($"I am {Mail}"));
                }
            }

            host.Model.Script = ScriptedModel.Events(Chat.Stream("The key is ", Secret, " of ", Mail));
            using var streamed = await host.PostAsync(tier, Chat.Path, Chat.Request($"I am {Mail}, {Secret}", stream: true));
        }

        using var refused = await host.PostAsync(
            "strict", Chat.Path, "{\"model\":\"" + Secret + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Mail + "\"");
        using var forbidden = await host.PostAsync("strict", Chat.Path, Chat.Request(Mail, model: Secret));

        var entries = host.Audit.Entries.Select(static entry => string.Join(
            '\n', [entry.Actor, .. entry.Facts.Keys, .. entry.Facts.Values, .. entry.Findings.Keys, .. entry.Macs.Values]));
        var guard = logs.Lines.Where(static line => line.StartsWith("ServerlessGuard", StringComparison.Ordinal)).ToArray();
        guard.ShouldNotBeEmpty();
        foreach (var line in entries.Concat(logs.Lines))
        {
            line.ShouldNotContain("jane.roe");
            line.ShouldNotContain("292c6912E7710");
        }
    }

    private sealed class FailingCredentials(Exception failure) : IUpstreamCredentials
    {
        public ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken) =>
            ValueTask.FromException<UpstreamCredential?>(failure);
    }

    private sealed class KeptLogs : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Kept(categoryName, Lines);

        public void Dispose()
        {
        }

        private sealed class Kept(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
        }
    }
}
