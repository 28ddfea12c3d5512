using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>The gateway behind the real pipeline on a loopback port, in front of a scripted model.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private GatewayHost(WebApplication app, ScriptedModel model)
    {
        (_app, Model) = (app, model);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ScriptedModel Model { get; }

    public InMemoryAuditLog Audit => _app.Services.GetRequiredService<InMemoryAuditLog>();

    public RecordingAlerts Alerts => _app.Services.GetRequiredService<RecordingAlerts>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Uri Address => _client.BaseAddress!;

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(Action<IServiceCollection>? change = null, Action<GatewayOptions>? options = null)
    {
        var model = await ScriptedModel.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<InMemoryAuditLog>();
        builder.Services.AddSingleton<RecordingAlerts>();
        builder.Services.AddSingleton<ICallerAuthentication, HeaderAuthentication>();
        builder.Services.AddSingleton<IPolicySource, GatewayPolicies>();
        builder.Services.AddSingleton<IAuditLog>(static provider => provider.GetRequiredService<InMemoryAuditLog>());
        builder.Services.AddSingleton<IAppendLogs, EntryLogs>();
        builder.Services.AddSingleton<IAlertSink>(static provider => provider.GetRequiredService<RecordingAlerts>());
        builder.Services.AddSingleton<IDocumentStore>(new InMemoryDocumentStore());
        builder.Services.AddSingleton<ISecretStore>(new InMemorySecretStore());
        builder.Services.AddSingleton<IKeyRing>(new InMemoryKeyRing());
        builder.Services.AddSingleton<IBlobStore>(new InMemoryBlobStore());
        builder.Services.AddSingleton<IWorkQueue>(new InMemoryWorkQueue());
        change?.Invoke(builder.Services);
        builder.Services.AddGuardWeb(static _ => { });
        builder.Services.AddGuardGateway(gateway =>
        {
            gateway.Upstream = model.Address;
            options?.Invoke(gateway);
        });
        builder.Services.AddGuardReview();
        var app = builder.Build();
        var pipeline = app.Services.GetRequiredService<GuardPipeline>();
        app.Run(pipeline.HandleAsync);
        await app.StartAsync();
        return new GatewayHost(app, model);
    }

    public Task<HttpResponseMessage> PostAsync(
        string application, string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(application, path, body, HttpCompletionOption.ResponseContentRead, CancellationToken.None, headers);

    public async Task<HttpResponseMessage> SendAsync(
        string application, string path, string body, HttpCompletionOption completion, CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, path)
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", application);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _client.SendAsync(request, completion, cancellationToken);
    }

    public async Task<HttpResponseMessage> GetAsync(string application, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", application);
        return await _client.SendAsync(request);
    }

    /// <summary>The kinds of entries so far, with the verdict where there is one.</summary>
    public IReadOnlyList<string> Kinds =>
        [.. Audit.Entries.Select(static entry => entry.Verdict is null ? entry.Kind : $"{entry.Kind}:{entry.Verdict}")];

    /// <summary>Waits for entries that are written after the client has gone.</summary>
    public Task UntilAsync(Func<IReadOnlyList<string>, bool> condition) =>
        Condition.HoldsAsync(() => condition(Kinds), "entries", () => Kinds.Count);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(new CancellationToken(true));
        await _app.DisposeAsync();
        await Model.DisposeAsync();
    }
}
