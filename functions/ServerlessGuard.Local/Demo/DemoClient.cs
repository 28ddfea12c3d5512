using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Local.Demo;

/// <summary>A caller of the gateway that speaks plain HTTP, as anybody's would.</summary>
internal sealed class DemoClient(Uri gateway) : IDisposable
{
    /// <summary>The gateway limits the time of an answer itself.</summary>
    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };

    public Task<DemoResponse> AskAsync(string? key, string model, string prompt, bool stream, CancellationToken cancellationToken) =>
        SendAsync(key, model, [new JsonObject { ["role"] = "user", ["content"] = prompt }], [], stream, cancellationToken);

    public async Task<DemoResponse> SendAsync(
        string? key, string model, JsonArray messages, IReadOnlyList<string> tools, bool stream, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = messages };
        if (stream)
        {
            body["stream"] = true;
        }

        if (tools.Count > 0)
        {
            body["tools"] = new JsonArray([.. tools.Select(static name => (JsonNode)new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = name, ["parameters"] = new JsonObject { ["type"] = "object" } },
            })]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var raw = await response.Content.ReadAsStringAsync(cancellationToken);
        var status = (int)response.StatusCode;
        return response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? DemoResponse.FromStream(status, raw)
            : DemoResponse.FromCompletion(status, raw);
    }

    public void Dispose() => _http.Dispose();
}
