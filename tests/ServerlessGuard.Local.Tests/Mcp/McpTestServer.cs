using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Mcp;

namespace ServerlessGuard.Local.Tests.Mcp;

/// <summary>An MCP server in this process, by the official library. Its tools are what the test puts there.</summary>
internal sealed class McpTestServer
{
    private readonly List<(Tool Tool, Func<CallToolRequestParams, CancellationToken, Task<CallToolResult>> Run)> _tools = [];

    /// <summary>The calls that reached it, as JSON of their arguments.</summary>
    public List<string> Calls { get; } = [];

    public string? Instructions { get; set; }

    public Dictionary<string, string> Resources { get; } = [];

    public Dictionary<string, string> Prompts { get; } = [];

    /// <summary>Ends the connection that is open.</summary>
    public Action Die { get; private set; } = static () => { };

    public McpTestServer Add(string name, string description, string answer, string schema = """{"type":"object"}""") =>
        Add(name, description, (_, _) => Task.FromResult(Text(answer)), schema);

    public McpTestServer Add(
        string name, string description, Func<CallToolRequestParams, CancellationToken, Task<CallToolResult>> run,
        string schema = """{"type":"object"}""")
    {
        _tools.RemoveAll(one => one.Tool.Name == name);
        _tools.Add((new Tool { Name = name, Description = description, InputSchema = JsonElement.Parse(schema) }, run));
        return this;
    }

    /// <summary>Lists a tool once more, under another description.</summary>
    public void AddTwin(string name, string description) =>
        _tools.Add((new Tool { Name = name, Description = description, InputSchema = JsonElement.Parse("""{"type":"object"}""") },
            static (_, _) => Task.FromResult(Text("twin"))));

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    public McpServerOptions Options()
    {
        var options = new McpServerOptions();
        Configure(options);
        return options;
    }

    public void Configure(McpServerOptions options)
    {
        options.ServerInfo = new Implementation { Name = "test", Version = "1" };
        options.ServerInstructions = Instructions;
        options.Capabilities = new ServerCapabilities { Tools = new(), Resources = new(), Prompts = new() };
        options.Handlers.ListToolsHandler = (_, _) =>
            ValueTask.FromResult(new ListToolsResult { Tools = [.. _tools.Select(static one => one.Tool)] });
        options.Handlers.CallToolHandler = async (request, cancellationToken) =>
        {
            lock (Calls)
            {
                Calls.Add(JsonSerializer.Serialize(request.Params!.Arguments));
            }

            return await _tools.First(one => one.Tool.Name == request.Params!.Name).Run(request.Params!, cancellationToken);
        };
        options.Handlers.ListResourcesHandler = (_, _) => ValueTask.FromResult(new ListResourcesResult
        {
            Resources = [.. Resources.Keys.Select(static uri => new Resource { Name = uri, Uri = uri })],
        });
        options.Handlers.ReadResourceHandler = (request, _) => ValueTask.FromResult(new ReadResourceResult
        {
            Contents = [new TextResourceContents { Uri = request.Params!.Uri, Text = Resources[request.Params.Uri] }],
        });
        options.Handlers.ListPromptsHandler = (_, _) => ValueTask.FromResult(new ListPromptsResult
        {
            Prompts = [.. Prompts.Keys.Select(static name => new Prompt { Name = name })],
        });
        options.Handlers.GetPromptHandler = (request, _) => ValueTask.FromResult(new GetPromptResult
        {
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = Prompts[request.Params!.Name] } }],
        });
    }

    /// <summary>Serves one connection in memory.</summary>
    public async Task<McpConnection> ConnectAsync(McpClientHandlers handlers, CancellationToken cancellationToken)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream());
        var server = McpServer.Create(transport, Options());
        _ = Task.Run(() => server.RunAsync(CancellationToken.None), CancellationToken.None);
        Die = () => down.Writer.Complete(new IOException("gone"));
        var budget = new ReadBudget();
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), new BoundedStream(down.Reader.AsStream(), budget)),
            new McpClientOptions { Handlers = handlers }, null, cancellationToken);
        return new McpConnection(client, budget, server);
    }
}

/// <summary>Connects to servers of this process by their names, and counts the connections.</summary>
internal sealed class McpTestConnector : IMcpConnector
{
    public Dictionary<string, McpTestServer> Servers { get; } = [];

    public Dictionary<string, int> Connections { get; } = [];

    public async Task<McpConnection> ConnectAsync(McpServerConfig server, McpClientHandlers handlers, CancellationToken cancellationToken)
    {
        lock (Connections)
        {
            Connections[server.Id] = Connections.GetValueOrDefault(server.Id) + 1;
        }

        return await Servers[server.Id].ConnectAsync(handlers, cancellationToken);
    }
}
