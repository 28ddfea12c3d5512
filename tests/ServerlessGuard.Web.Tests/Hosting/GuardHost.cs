using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Hosting;

/// <summary>The pipeline behind a real Kestrel on a free loopback port, over in-memory stores and a clock that stands still.</summary>
internal sealed class GuardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardHost(WebApplication app, FakeTimeProvider clock, InMemoryAuditLog audit, InMemoryWorkQueue queue)
    {
        (_app, Clock, Audit, Queue) = (app, clock, audit, queue);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Port = address.Port;
        Client = new HttpClient { BaseAddress = address };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    public FakeTimeProvider Clock { get; }

    public InMemoryAuditLog Audit { get; }

    public InMemoryWorkQueue Queue { get; }

    public CallerKeys Keys => _app.Services.GetRequiredService<CallerKeys>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<GuardHost> StartAsync(Action<WebOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var audit = new InMemoryAuditLog();
        var queue = new InMemoryWorkQueue(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IEntropy>(new SeededEntropy(7));
        builder.Services.AddSingleton<IPolicySource, TestPolicy>();
        builder.Services.AddSingleton<IDocumentStore>(new InMemoryDocumentStore(clock));
        builder.Services.AddSingleton<ISecretStore>(new InMemorySecretStore(clock));
        builder.Services.AddSingleton<IWorkQueue>(queue);
        builder.Services.AddSingleton<IAlertSink>(new RecordingAlerts());
        builder.Services.AddSingleton<IAuditLog>(audit);
        services?.Invoke(builder.Services);
        builder.Services.AddGuardWeb(configure ?? (static _ => { }));
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<GuardPipeline>().HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GuardHost(app, clock, audit, queue);
    }

    public async Task<string> KeyAsync(string name, params string[] roles) =>
        (await Keys.CreateAsync(name, roles, null, TestContext.Current.CancellationToken))!.Key;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task ShouldStillAnswerAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/health");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
