using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Console;

/// <summary>The console spoken to as a hostile client would: plain HTTP, every header chosen by hand.</summary>
internal sealed class ConsoleHttp : IAsyncDisposable
{
    private readonly HttpClient _client;
    private int _people;

    private ConsoleHttp(GuardHost host)
    {
        Host = host;
        _client = new HttpClient(
            new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        { BaseAddress = host.Client.BaseAddress };
    }

    public GuardHost Host { get; }

    public string Origin => Host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public static async Task<ConsoleHttp> StartAsync(Action<ConsoleOptions>? configure = null) =>
        new(await GuardHost.StartAsync(services: services => services.AddGuardConsole(configure)));

    public async Task<ConsoleReply> GetAsync(string path, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, cookie, headers);
    }

    /// <summary>A form as a browser posts it from the console's own page, unless headers say otherwise.</summary>
    public async Task<ConsoleReply> PostAsync(
        string path, Dictionary<string, string> form, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(
            request, cookie, headers.Any(static header => header.Name == "Origin") ? headers : [.. headers, ("Origin", Origin)]);
    }

    /// <summary>Signs in; the session's cookie.</summary>
    public async Task<string> SignInAsync(string key)
    {
        var reply = await PostAsync("console/sign-in", new() { ["key"] = key });
        reply.Status.ShouldBe(303, reply.Body);
        return reply.Cookie!;
    }

    public async Task<string> SignedInAsync(params string[] roles) =>
        await SignInAsync(await Host.KeyAsync($"person-{Interlocked.Increment(ref _people)}", roles));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<ConsoleReply> SendAsync(HttpRequestMessage request, string? cookie, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers.Where(static header => header.Value.Length > 0))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single() : null;
        return new(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Location?.ToString(),
            set,
            response.Headers.ToDictionary(
                static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
