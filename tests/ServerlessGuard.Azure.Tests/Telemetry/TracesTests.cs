using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using ServerlessGuard.Azure.Telemetry;

namespace ServerlessGuard.Azure.Tests.Telemetry;

/// <summary>The requests to Application Insights.</summary>
public sealed class TracesTests
{
    [Fact]
    public async Task Sends_TheEnginesSpans_AsTheDutysIdentity()
    {
        var ingestion = new Ingestion();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TokenCredential>(new StaticToken());
        services.AddAzureTelemetry(
            "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope.in.example/", "gateway");
        services.Configure<AzureMonitorExporterOptions>(
            options => (options.Transport, options.SamplingRatio, options.TracesPerSecond) = (new HttpClientTransport(ingestion), 1, null));
        using var engine = new ActivitySource("ServerlessGuard");
        using var other = new ActivitySource("Somebody.Else");
        await using (var provider = services.BuildServiceProvider())
        {
            var tracing = provider.GetRequiredService<TracerProvider>();
            engine.StartActivity("chat claims-ft", ActivityKind.Client)!.Dispose();
            other.StartActivity("not ours")?.Dispose();
            tracing.ForceFlush().ShouldBeTrue();
        }

        var (path, authorization, body) = ingestion.Calls.First(static call => call.Body.Contains("claims-ft", StringComparison.Ordinal));
        path.ShouldStartWith("https://westeurope.in.example/");
        path.ShouldEndWith("/track");
        authorization.ShouldStartWith("Bearer ");
        body.ShouldContain("[ServerlessGuard]/gateway");
        ingestion.Calls.ShouldAllBe(static call => !call.Body.Contains("not ours"));
    }

    private sealed class Ingestion : HttpMessageHandler
    {
        public ConcurrentQueue<(string Path, string Authorization, string Body)> Calls { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await using var sent = await request.Content!.ReadAsStreamAsync(cancellationToken);
            await using var plain = request.Content.Headers.ContentEncoding.Contains("gzip")
                ? new GZipStream(sent, CompressionMode.Decompress)
                : sent;
            using var reader = new StreamReader(plain, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(cancellationToken);
            Calls.Enqueue((request.RequestUri!.ToString(), request.Headers.Authorization?.ToString() ?? "", body));
            var count = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $$"""{"itemsReceived":{{count}},"itemsAccepted":{{count}},"errors":[]}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}
