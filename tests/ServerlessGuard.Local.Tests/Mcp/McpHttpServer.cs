using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Local.Tests.Mcp;

/// <summary>A test server over streamable HTTP on this machine, by the official library; it keeps the headers that it gets.</summary>
internal sealed class McpHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private McpHttpServer(WebApplication app, Uri url) => (_app, Url) = (app, url);

    public Uri Url { get; }

    /// <summary>The values of every header of every request.</summary>
    public ConcurrentBag<string> Headers { get; private init; } = [];

    public static async Task<McpHttpServer> StartAsync(McpTestServer server, CancellationToken cancellationToken)
    {
        var headers = new ConcurrentBag<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMcpServer().WithHttpTransport(http => http.ConfigureSessionOptions = (_, options, _) =>
        {
            server.Configure(options);
            return Task.CompletedTask;
        });
        var app = builder.Build();
        app.Use((context, next) =>
        {
            foreach (var (name, value) in context.Request.Headers)
            {
                headers.Add($"{name}: {value}");
            }

            return next(context);
        });
        app.MapMcp("/mcp");
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new McpHttpServer(app, new Uri(address + "/mcp")) { Headers = headers };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
