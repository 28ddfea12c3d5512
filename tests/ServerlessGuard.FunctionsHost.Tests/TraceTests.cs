using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Testing;
using ServerlessGuard.Tests;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>The trace of a run at a collector of OpenTelemetry's.</summary>
public sealed class TraceTests(Stage stage)
{
    private sealed record Span(string Trace, string Id, string Parent, string Name);

    /// <summary>The host's span is the parent of the worker's, and the worker's that of the engine's.</summary>
    [Fact]
    public async Task HostWorkerAndEngine_AreOneTrace()
    {
        var cancel = TestContext.Current.CancellationToken;
        var spans = new ConcurrentQueue<Span>();
        await using var collector = await CollectAsync(spans);
        var settings = stage.Settings("gateway");
        (settings["OTEL_EXPORTER_OTLP_ENDPOINT"], settings["OTEL_EXPORTER_OTLP_PROTOCOL"], settings["OTEL_BSP_SCHEDULE_DELAY"]) = (
            collector.Urls.First(), "http/protobuf", "100");
        await using var host = await Condition.EndsAsync(
            stop => AppHost.StartAsync(new AppHostOptions(PublishedApp.Folder, settings), stop), "the app to start");
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/chat/completions", UriKind.Relative))
        {
            Content = new StringContent(
                """{"model":"demo-model","messages":[{"role":"user","content":"Is the claim open?"}]}""",
                new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stage.DemoKey.Value);
        using var answer = await http.SendAsync(request, cancel);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        await Condition.HoldsAsync(() => host.Invocations.Any(static i => i.Function == "chat_completions"), "the host to note the run");
        var run = host.Invocations.First(static i => i.Function == "chat_completions");

        await Condition.HoldsAsync(() => spans.Count(span => span.Trace == run.Trace) >= 2, "both spans", () => spans.Count);

        var worker = spans.Single(span => span.Trace == run.Trace && span.Parent == run.Span);
        worker.Name.ShouldContain("chat_completions");
        spans.ShouldContain(span => span.Trace == run.Trace && span.Parent == worker.Id && span.Name == "chat demo-model");
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<Span> spans)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            if (http.Request.Path == "/v1/traces")
            {
                // ExportTraceServiceRequest, ResourceSpans, ScopeSpans: field 1, 2 and 2.
                foreach (var span in Parts(body.ToArray(), 1).SelectMany(static resource => Parts(resource, 2))
                    .SelectMany(static scope => Parts(scope, 2)))
                {
                    spans.Enqueue(new(Hex(span, 1), Hex(span, 2), Hex(span, 4), System.Text.Encoding.UTF8.GetString(Parts(span, 5)[0])));
                }
            }
        });
        await app.StartAsync();
        return app;
    }

    private static string Hex(byte[] span, int field) => Parts(span, field) is [var bytes, ..] ? Convert.ToHexStringLower(bytes) : "";

    /// <summary>The values of a field that holds bytes, text or a message.</summary>
    private static List<byte[]> Parts(byte[] message, int field)
    {
        var (input, found) = (new CodedInputStream(message), new List<byte[]>());
        while (input.ReadTag() is > 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }
}
