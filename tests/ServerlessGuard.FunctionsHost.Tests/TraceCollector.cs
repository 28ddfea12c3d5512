using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>A collector of OpenTelemetry's on a loopback port that keeps the spans that it is sent.</summary>
public sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = new();

    private TraceCollector(WebApplication app) => _app = app;

    internal IReadOnlyCollection<Span> Spans => _spans;

    public string Address => _app.Urls.First();

    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new TraceCollector(app);
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
                    collector._spans.Enqueue(
                        new(Hex(span, 1), Hex(span, 2), Hex(span, 4), System.Text.Encoding.UTF8.GetString(Parts(span, 5)[0])));
                }
            }
        });
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

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

/// <summary>A span, with identifiers in hexadecimal digits.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name);
