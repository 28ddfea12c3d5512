using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>Spans and metrics leave as OpenTelemetry's variables say, and to Prometheus as <c>--metrics</c> says: nowhere else.</summary>
public sealed partial class TelemetryTests(GuardUp up) : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [LongFact]
    public async Task SpansAndMetrics_GoWhereTheVariablesSay()
    {
        await using var collector = await Collector.StartAsync(HttpProtocols.Http2);
        await using var guard = await GuardProcess.UpAsync(_folder.Path, Variables(collector, "grpc"));
        await ChatAsync(guard);
        await guard.StopAsync();

        ShouldHaveAll(
            collector, "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export");
    }

    [LongFact]
    public async Task Metrics_AreForAKeyWithTheirRole_InTheFormOfPrometheus_AndGoToACollectorBesides()
    {
        await using var collector = await Collector.StartAsync(HttpProtocols.Http1);
        await AllowMediaAsync();
        await using var guard = await GuardProcess.UpAsync(_folder.Path, Variables(collector, "http/protobuf"), "--metrics");
        await ChatAsync(guard);
        var picture = new { type = "image_url", image_url = new { url = "data:image/png;base64,aGVsbG8=" } };
        await ChatAsync(guard, new object[] { new { type = "text", text = "Compare" }, picture, picture });
        var key = (await CommandRun.InAsync(_folder.Path, "keys", "create", "scraper", "--role", "metrics")).Out.Trim();

        (await ScrapeAsync(guard, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await ScrapeAsync(guard, guard.Key)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var (status, text) = await ScrapeAsync(guard, key);

        status.ShouldBe(HttpStatusCode.OK);
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(static line => Line().IsMatch(line));
        text.ShouldContain("guard_verdicts");
        Unscanned().Matches(text).Select(static match => match.Groups[1].Value).ShouldBe(["2"]);
        await guard.StopAsync();
        ShouldHaveAll(collector, "/v1/traces", "/v1/metrics");
    }

    [Fact]
    public async Task WithoutTheOption_NothingIsServed() =>
        (await ScrapeAsync(await up.GuardAsync(), (await up.GuardAsync()).Key)).Status.ShouldBe(HttpStatusCode.NotFound);

    /// <summary>The page lists every metric, and the dashboard asks for none that is not there.</summary>
    [Fact]
    public void ThePageAndTheDashboard_NameTheMetricsThatAreThere()
    {
        var instruments = typeof(Instrumentation).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(static field => field.FieldType.IsSubclassOf(typeof(Instrument)))
            .Select(static field => (Instrument)field.GetValue(null)!)
            .ToList();
        var documented = Named().Matches(string.Join('\n', File.ReadLines(Document("telemetry.md")).Where(static line => line.StartsWith('|'))));
        documented.Select(static match => match.Groups[1].Value).ShouldBe(instruments.Select(static one => one.Name), ignoreOrder: true);

        var exported = instruments.SelectMany(ExportedNames).ToHashSet();
        var asked = Asked().Matches(File.ReadAllText(Document("grafana-dashboard.json"))).Select(static match => match.Groups[1].Value).Distinct().ToList();
        asked.Count.ShouldBeGreaterThan(8);
        asked.Where(name => !exported.Contains(name)).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Variables(Collector collector, string protocol) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-tenant=northgate",
        ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment=rehearsal",
        ["OTEL_SERVICE_NAME"] = "guard-of-claims",
    };

    private static void ShouldHaveAll(Collector collector, string traces, string metrics)
    {
        foreach (var path in (string[])[traces, metrics])
        {
            var sent = collector.Received.Where(one => one.Path == path).ToList();
            sent.ShouldNotBeEmpty(path);
            sent.ShouldAllBe(static one =>
                one.Tenant == "northgate" && one.Body.Contains("guard-of-claims") && one.Body.Contains("rehearsal"));
        }

        collector.Received.ShouldContain(one => one.Path == traces && one.Body.Contains("chat " + GuardUp.Model));
        collector.Received.ShouldContain(one => one.Path == metrics && one.Body.Contains("guard.verdicts"));
        collector.Received.ShouldAllBe(static one => !one.Body.Contains("rosa@example.com"));
    }

    private static string Document(string name) => Path.Combine(Repository.Root, "docs", name);

    /// <summary>The names under which Prometheus sees an instrument.</summary>
    private static IEnumerable<string> ExportedNames(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Counter", StringComparison.Ordinal) ? [name + "_total"]
            : kind.StartsWith("Histogram", StringComparison.Ordinal) ? [name + "_bucket", name + "_sum", name + "_count"]
            : [name];
    }

    [GeneratedRegex("`((?:guard|gen_ai)\\.[a-z_.]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex("(?:rate|increase)\\(([a-z_]+)\\[", RegexOptions.NonBacktracking)]
    private static partial Regex Asked();

    /// <summary>The first policy, with pictures let through.</summary>
    private async Task AllowMediaAsync()
    {
        (await CommandRun.InAsync(_folder.Path, "init", "--model", GuardUp.Model)).Code.ShouldBe(0);
        var file = Path.Combine(_folder.Path, ".guard", "guard.yaml");
        var policy = await File.ReadAllTextAsync(file, Cancel);
        policy.ShouldContain("# media: allow");
        await File.WriteAllTextAsync(file, policy.Replace("# media: allow", "media: allow", StringComparison.Ordinal), Cancel);
    }

    private static async Task ChatAsync(GuardProcess guard, object? content = null)
    {
        var message = new { role = "user", content = content ?? "Write to rosa@example.com" };
        using var client = new HttpClient { BaseAddress = guard.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guard.Key);
        using var answer = await client.PostAsJsonAsync("chat/completions", new { model = GuardUp.Model, messages = new[] { message } }, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<(HttpStatusCode Status, string Text)> ScrapeAsync(GuardProcess guard, string? key)
    {
        using var client = new HttpClient { BaseAddress = guard.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [GeneratedRegex("""(?m)^guard_unscanned_total\{[^}]*guard_direction="input"[^}]*\} ([0-9.]+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Unscanned();

    /// <summary>A line of Prometheus' text exposition format, version 0.0.4: a comment, or a sample.</summary>
    [GeneratedRegex(
        """^(?:#.*|[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? (?:[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|NaN|[-+]Inf)(?: -?[0-9]+)?)$""",
        RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    /// <summary>A collector that takes OTLP over gRPC or HTTP, and keeps what came.</summary>
    private sealed class Collector(IHost host) : IAsyncDisposable
    {
        public ConcurrentQueue<(string Path, string? Tenant, string Body)> Received { get; } = new();

        public string Address { get; private set; } = "";

        public static async Task<Collector> StartAsync(HttpProtocols protocols)
        {
            Collector? collector = null;
            var host = new HostBuilder()
                .ConfigureWebHost(web => web
                    .UseKestrelCore()
                    .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols))
                    .Configure(app => app.Run(context => collector!.TakeAsync(context))))
                .ConfigureLogging(static logging => logging.ClearProviders())
                .Build();
            collector = new Collector(host);
            await host.StartAsync(Cancel);
            var features = host.Services.GetRequiredService<IServer>().Features;
            collector.Address = features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return collector;
        }

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        private async Task TakeAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            Received.Enqueue((context.Request.Path, context.Request.Headers["x-tenant"], Encoding.Latin1.GetString(body.ToArray())));
            if (context.Request.ContentType == "application/grpc")
            {
                // An empty message, and that all went well.
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[5]);
                context.Response.AppendTrailer("grpc-status", "0");
            }
        }
    }
}
