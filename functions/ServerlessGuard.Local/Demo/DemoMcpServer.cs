using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Mcp;

namespace ServerlessGuard.Local.Demo;

/// <summary>An MCP server in this process with one tool, and a client that reaches it through the guard alone.</summary>
internal sealed class DemoMcpServer : IMcpConnector, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IAsyncDisposable> _owned = [];

    public string Description { get; set; } = "Finds a customer.";

    public string Result { get; set; } = "";

    public int Calls { get; private set; }

    /// <summary>A client of a gateway over the guard's own engine and stores.</summary>
    /// <param name="caller">Whose rules hold.</param>
    /// <param name="guard">The running guard's services.</param>
    /// <param name="server">The server's name, before the dot in the policy's names of its tools.</param>
    public async Task<McpClient> ConnectAsync(McpCaller caller, IServiceProvider guard, string server, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(guard.GetRequiredService<TimeProvider>());
        services.AddSingleton(guard.GetRequiredService<IEntropy>());
        services.AddSingleton(guard.GetRequiredService<IDocumentStore>());
        services.AddSingleton(guard.GetRequiredService<IAuditLog>());
        services.AddSingleton(guard.GetRequiredService<IContentGuard>());
        services.AddSingleton(guard.GetRequiredService<IInteractionGuard>());
        services.AddSingleton(guard.GetRequiredService<CaseReleases>());
        services.AddSingleton<IMcpConnector>(this);
        services.AddMcpGateway(
            new McpConfig
            {
                Servers = new Dictionary<string, McpServerConfig> { [server] = new() { Id = server, Command = ["demo"] } },
            },
            static _ => null);
        var gateway = services.BuildServiceProvider();
        var (up, down) = (new Pipe(), new Pipe());
        _ = Task.Run(
            () => McpHost.ServeAsync(gateway, caller, null, up.Reader.AsStream(), down.Writer.AsStream(), _stop.Token),
            CancellationToken.None);
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), null, null, cancellationToken);
        _owned.AddRange([client, gateway]);
        return client;
    }

    async Task<McpConnection> IMcpConnector.ConnectAsync(
        McpServerConfig server, McpClientHandlers handlers, CancellationToken cancellationToken)
    {
        var options = new McpServerOptions { Capabilities = new ServerCapabilities { Tools = new() } };
        options.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult
        {
            Tools =
            [
                new Tool { Name = "lookup", Description = Description, InputSchema = JsonElement.Parse("""{"type":"object"}""") },
                new Tool { Name = "export_all", Description = "Exports everything.", InputSchema = JsonElement.Parse("""{"type":"object"}""") },
            ],
        });
        options.Handlers.CallToolHandler = (_, _) =>
        {
            Calls++;
            return ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = Result }] });
        };
        var (up, down) = (new Pipe(), new Pipe());
        var own = McpServer.Create(new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream()), options);
        _ = Task.Run(() => own.RunAsync(_stop.Token), CancellationToken.None);
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), null, null, cancellationToken);
        return new McpConnection(client, new ReadBudget(), own);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _owned)
        {
            await one.DisposeAsync();
        }

        await _stop.CancelAsync();
        _stop.Dispose();
    }
}
