using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>
/// The embedded guard on a free loopback port, with the intentionally vulnerable model behind it and people who have keys.
/// </summary>
public class ConsoleHost : IAsyncLifetime
{
    public const string Model = "demo-model";
    private readonly TemporaryDirectory _folder = new();
    private SimulatedModel? _model;
    private EmbeddedHost? _host;
    private HttpClient? _client;
    private int _made;

    public ShiftedClock Clock { get; } = new();

    public Uri Address => _host!.Address;

    public HttpClient Client => _client!;

    /// <summary>Other services in the place of the host's own; set before the host starts.</summary>
    internal Action<IServiceCollection>? Customise { get; init; }

    public T Service<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();

    public virtual async ValueTask InitializeAsync()
    {
        var policy = Path.Combine(_folder.Path, "console.yaml");
        await File.WriteAllTextAsync(policy, ConsolePolicy.Yaml);
        _model = await SimulatedModel.StartAsync(new() { Models = [Model] }, TimeProvider.System, CancellationToken.None);
        _host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = _folder.Path,
                PolicyFile = policy,
                Urls = ["http://127.0.0.1:0"],
                Upstream = _model.Endpoint,
                LogFrom = LogLevel.None,
                Customise = Customise,
            },
            Clock,
            CancellationToken.None);
        _client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A new key with these roles, under a name of its own.</summary>
    public async Task<string> KeyAsync(params string[] roles) =>
        (await NamedKeyAsync($"{roles.FirstOrDefault("caller")}-{Interlocked.Increment(ref _made)}", roles)).Key;

    public async Task<CreatedCallerKey> NamedKeyAsync(string name, params string[] roles) =>
        (await Service<CallerKeys>().CreateAsync(name, roles, null, TestContext.Current.CancellationToken))!;

    /// <summary>Asks the model with an application's key so that the guard holds the answer; returns the case's id.</summary>
    public async Task<string> HoldAsync(string key, string prompt)
    {
        using var response = await AskAsync(key, $"{prompt} {TestSecret.Value}");
        return response.Headers.GetValues("Guard-Case").Single();
    }

    /// <param name="tool">A tool that the request offers to the model: it may call no other.</param>
    public async Task<HttpResponseMessage> AskAsync(string key, string prompt, string? tool = null)
    {
        var messages = new[] { new { role = "user", content = prompt } };
        var tools = new[] { new { type = "function", function = new { name = tool } } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = tool is null
                ? JsonContent.Create(new { model = Model, messages })
                : JsonContent.Create(new { model = Model, messages, tools }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for a decision and returns the status and body that the caller gets.</summary>
    public async Task<(int Status, string Body)> ReleaseAsync(string key, string id, int wait = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"guard/cases/{id}/release");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("Prefer", $"wait={wait}");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sequences the recorded entries into the log at once, as the sequencer does every few seconds.</summary>
    public async Task SequenceAsync() =>
        await _host!.Services.GetRequiredService<LogSequencing>().RunAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_model is not null)
        {
            await _model.DisposeAsync();
        }

        _folder.Dispose();
    }
}
