using System.IO.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Mcp;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Local.Tests.Mcp;

/// <summary>The gateway as <c>guard mcp</c> serves it, between the official client and servers of this process.</summary>
internal sealed class McpBed : IAsyncDisposable
{
    public const string DefaultTools = """
          mail.read_mail: { effect: read }
          mail.send_mail: { effect: send }
          files.read_file: { effect: read }
          files.write_file: { effect: write }
        """;

    public const string DefaultTier = "stream: buffered";

    private readonly TemporaryDirectory _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IAsyncDisposable> _owned = [];

    private McpBed()
    {
    }

    public McpTestConnector Connector { get; } = new();

    public McpTestServer Mail { get; } = new();

    public McpTestServer Files { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    public ServiceProvider Services { get; private set; } = null!;

    public McpCaller Caller { get; private set; } = null!;

    public McpClient Client { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it, with two servers: <c>mail</c> and <c>files</c>.</summary>
    /// <param name="arrange">Puts tools into the servers, before anybody lists them.</param>
    /// <param name="tools">The policy's section.</param>
    /// <param name="tier">The tier's settings, in one line.</param>
    /// <param name="server">The settings of the server <c>files</c>, as lines of YAML.</param>
    public static async Task<McpBed> StartAsync(
        Action<McpBed> arrange, string tools = DefaultTools, string tier = DefaultTier, string server = "", TimeProvider? clock = null,
        bool realLog = false, bool restore = false)
    {
        var bed = new McpBed();
        (bed.Connector.Servers["mail"], bed.Connector.Servers["files"]) = (bed.Mail, bed.Files);
        arrange(bed);
        var names = string.Join(", ", tools.Split('\n').Where(static line => line.Contains(": {", StringComparison.Ordinal))
            .Select(static line => line.Trim().Split(':')[0]));
        var policy = PolicyLoader.Load($$"""
            version: 1
            applications:
              - { id: assistant, tier: standard, models: [m], callers: ["key:assistant"], restore: {{(restore ? "true" : "false")}}, tools: [{{names}}] }
            tiers:
              standard: { {{tier}} }
            models:
              m: { platform: openai }
            tools:
            {{tools}}
            """, "guard.yaml");
        policy.Errors.ShouldBeEmpty();
        var config = McpConfigLoader.Load($$"""
            version: 1
            servers:
              mail: { command: [mail] }
              files: { command: [files]{{(server.Length > 0 ? ", " + server : "")}} }
            """, Path.Combine(bed._folder.Path, "mcp.yaml"));
        config.Errors.ShouldBeEmpty();
        bed.Services = McpHost.Open(
            bed._folder.Path, policy.Policy!, config.Config!, static _ => null, clock ?? TimeProvider.System, StorageTargets.Local,
            services =>
            {
                services.AddSingleton<IMcpConnector>(bed.Connector);
                if (!realLog)
                {
                    services.AddSingleton<IAuditLog>(bed.Audit);
                }
            });
        bed.Caller = new McpCaller(McpCaller.OfThisMachine, policy.Policy!.Applications["assistant"], policy.Policy);
        bed.Client = await bed.ConnectAsync();
        return bed;
    }

    /// <summary>A client of the gateway, on streams of its own.</summary>
    public async Task<McpClient> ConnectAsync(McpClientOptions? options = null, string? server = null)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var serving = Task.Run(() => McpHost.ServeAsync(
            Services, Caller, server, up.Reader.AsStream(), down.Writer.AsStream(), _stop.Token), Stop);
        _ = serving.ContinueWith(ended => down.Writer.Complete(ended.Exception), TaskScheduler.Default);
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), options, null, Stop);
        _owned.Add(client);
        return client;
    }

    public async Task<string[]> ToolsAsync() => [.. (await Client.ListToolsAsync(cancellationToken: Stop)).Select(static one => one.Name)];

    public async Task<CallToolResult> CallAsync(string tool, object? arguments = null) => await Client.CallToolAsync(
        tool,
        (arguments ?? new { }).GetType().GetProperties().ToDictionary(static one => one.Name, one => one.GetValue(arguments)),
        cancellationToken: Stop);

    public static string TextOf(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(static one => one.Text));

    /// <summary>The kinds of the entries, with their verdicts.</summary>
    public string[] Kinds =>
        [.. Audit.Entries.Select(static one => one.Verdict is null ? one.Kind : $"{one.Kind}:{one.Verdict}")];

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _owned)
        {
            await one.DisposeAsync();
        }

        await _stop.CancelAsync();
        await Services.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
