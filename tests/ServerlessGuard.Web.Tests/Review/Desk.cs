using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Web.Tests.Review;

/// <summary>A reviewer and a caller at the case API.</summary>
internal sealed class Desk(GatewayHost host) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = host.Address };

    public async Task<JsonNode> GetAsync(string who, string path)
    {
        using var response = await host.GetAsync(who, path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public async Task<HttpResponseMessage> ActAsync(string who, string id, string act, JsonNode? body = null, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/guard/cases/{id}/{act}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who);
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        request.Content = body is null ? null : JsonContent.Create(body);
        return await _client.SendAsync(request);
    }

    /// <summary>Decides on what stands now.</summary>
    public async Task<HttpResponseMessage> DecideAsync(string who, string id, string act, JsonNode? body = null) =>
        await ActAsync(who, id, act, body, (await GetAsync(who, $"/guard/cases/{id}"))["version"]!.GetValue<string>());

    public async Task<HttpResponseMessage> ReleaseAsync(string who, string id, int wait = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/guard/cases/{id}/release");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who);
        request.Headers.Add("Prefer", $"wait={wait}");
        return await _client.SendAsync(request);
    }

    public void Dispose() => _client.Dispose();
}
