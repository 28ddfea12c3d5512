using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Simulation;

/// <summary>Writes server-sent events, one flush each, at the answer's pace; drops the connection where the answer breaks off.</summary>
internal sealed class ResponseStream(HttpContext http, SimulatedResponse answer, TimeSpan slowPace)
{
    private const int EventsBeforeBreak = 4;
    private int _written;

    public void Start()
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
    }

    /// <summary>False when the connection was dropped: nothing may follow.</summary>
    public async Task<bool> WriteAsync(JsonNode data, string? eventName, CancellationToken cancellationToken)
    {
        if (answer.BreakOff && _written >= EventsBeforeBreak)
        {
            http.Abort();
            return false;
        }

        if (answer.Slow && _written > 0)
        {
            await Task.Delay(slowPace, cancellationToken);
        }

        _written++;
        var prefix = eventName is null ? "" : $"event: {eventName}\n";
        await http.Response.WriteAsync($"{prefix}data: {data.ToJsonString()}\n\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
        return true;
    }

    public async Task WriteDoneAsync(CancellationToken cancellationToken)
    {
        await http.Response.WriteAsync("data: [DONE]\n\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}
