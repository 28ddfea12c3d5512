using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Testing.Models;

/// <summary>An OpenAI-compatible model on a loopback port whose answers a test writes. Keeps what it was asked.</summary>
public sealed class ScriptedModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _seen = new();

    private ScriptedModel(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<ReceivedRequest> Requests => [.. _seen];

    /// <summary>How the next request is answered; may be changed between requests.</summary>
    public Func<HttpContext, ReceivedRequest, Task> Script { get; set; } = static (http, _) => http.Response.WriteAsync("{}");

    public static async Task<ScriptedModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var model = new ScriptedModel(app);
        app.Run(model.AnswerAsync);
        await app.StartAsync();
        return model;
    }

    public static async Task<ScriptedModel> StartAsync(Func<HttpContext, ReceivedRequest, Task> script)
    {
        var model = await StartAsync();
        model.Script = script;
        return model;
    }

    /// <summary>Answers with a JSON body.</summary>
    public static Func<HttpContext, ReceivedRequest, Task> Json(string body, int status = 200) => async (http, _) =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    };

    /// <summary>Answers with an event stream, flushed piece by piece.</summary>
    public static Func<HttpContext, ReceivedRequest, Task> Events(params string[] pieces) => async (http, _) =>
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "text/event-stream";
        }

        foreach (var piece in pieces)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece));
            await http.Response.Body.FlushAsync();
        }
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers.ToDictionary(
            static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var seen = new ReceivedRequest(http.Request.Path, headers, body);
        _seen.Enqueue(seen);
        await Script(http, seen);
    }
}
