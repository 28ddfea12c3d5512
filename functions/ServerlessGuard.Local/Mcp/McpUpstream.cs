using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// One caller's connection to one server: made at the first request, and again after it broke, with a growing pause. Each request has the
/// server's timeout. Its failures reach no other connection. Thread-safe.
/// </summary>
internal sealed class McpUpstream(
    McpServerConfig server, IMcpConnector connector, McpClientHandlers handlers, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private const int MostTimeouts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private McpConnection? _connection;
    private DateTimeOffset _notBefore;
    private TimeSpan _pause = FirstPause;
    private int _timeouts;
    private bool _isDisposed;

    public McpServerConfig Server => server;

    /// <summary>Sends a request. Throws <see cref="ToolFailedException"/> where the server gives no answer.</summary>
    public async Task<T> SendAsync<T>(Func<McpClient, CancellationToken, ValueTask<T>> send, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(server.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        McpConnection? connection = null;
        try
        {
            connection = await ConnectAsync(end.Token);
            connection.Budget.Renew();
            var result = await send(connection.Client, end.Token);
            Interlocked.Exchange(ref _timeouts, 0);
            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Some answers may still come; a server that gives none at all is started anew.
            if (connection is null || Interlocked.Increment(ref _timeouts) >= MostTimeouts || connection.Client.Completion.IsCompleted)
            {
                await DropAsync(connection, "timeout");
            }

            throw new ToolFailedException("tool_timeout", $"The MCP server {server.Id} did not answer within {server.Timeout.TotalSeconds:0} s.");
        }
        catch (McpProtocolException refused)
        {
            throw new ToolFailedException("tool_failed", $"The MCP server {server.Id} refused the request ({(int)refused.ErrorCode}).", refused);
        }
        catch (Exception failure) when (failure is not (ToolFailedException or OperationCanceledException))
        {
            if (failure is McpException && connection?.Client.Completion.IsCompleted == false)
            {
                throw new ToolFailedException("tool_failed", $"The MCP server {server.Id} gave no answer that can be read.", failure);
            }

            await DropAsync(connection, failure.GetType().Name);
            throw new ToolFailedException("tool_unreachable", $"The connection to the MCP server {server.Id} ended.", failure);
        }
    }

    private async Task<McpConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { Client.Completion.IsCompleted: false } living)
        {
            return living;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connection is { Client.Completion.IsCompleted: false } made)
            {
                return made;
            }

            await ForgetAsync();
            var wait = _notBefore - clock.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                throw new ToolFailedException(
                    "tool_unreachable",
                    $"The MCP server {server.Id} is not reachable. It is tried again in {Math.Ceiling(wait.TotalSeconds):0} s.");
            }

            // Until it has answered once, it counts as broken.
            PauseNext();
            _connection = await connector.ConnectAsync(server, handlers, cancellationToken);
            (_pause, _notBefore) = (FirstPause, default);
            return _connection;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task DropAsync(McpConnection? connection, string reason)
    {
        McpLog.Dropped(logger, server.Id, reason);
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (connection is not null && ReferenceEquals(connection, _connection))
            {
                PauseNext();
                await ForgetAsync();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private void PauseNext()
    {
        _notBefore = clock.GetUtcNow() + _pause;
        _pause = _pause * 2 > LongestPause ? LongestPause : _pause * 2;
    }

    private async Task ForgetAsync()
    {
        var old = Interlocked.Exchange(ref _connection, null);
        Interlocked.Exchange(ref _timeouts, 0);
        if (old is not null)
        {
            await old.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            _isDisposed = true;
            await ForgetAsync();
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>Makes connections to MCP servers.</summary>
internal interface IMcpConnector
{
    /// <summary>Connects and shakes hands. Throws whatever the transport throws, and <see cref="ToolFailedException"/>.</summary>
    Task<McpConnection> ConnectAsync(McpServerConfig server, McpClientHandlers handlers, CancellationToken cancellationToken);
}

/// <summary>A connection, with what must be ended after it.</summary>
internal sealed class McpConnection(McpClient client, ReadBudget budget, IAsyncDisposable? owned) : IAsyncDisposable
{
    public McpClient Client => client;

    public ReadBudget Budget => budget;

    public async ValueTask DisposeAsync()
    {
        if (owned is not null)
        {
            // First the program, so that nothing waits for one that hangs.
            await owned.DisposeAsync();
        }

        await client.DisposeAsync();
    }
}

/// <summary>Connects to programs over their standard input and output, and to addresses over streamable HTTP.</summary>
internal sealed class McpConnector(Func<string, string?> variable) : IMcpConnector
{
    public async Task<McpConnection> ConnectAsync(McpServerConfig server, McpClientHandlers handlers, CancellationToken cancellationToken)
    {
        var budget = new ReadBudget();
        var options = new McpClientOptions
        {
            ClientInfo = new Implementation { Name = "serverless-guard", Version = GuardVersion.Text },
            Handlers = handlers,
            InitializationTimeout = server.Timeout,
        };
        return server.Url is null
            ? await StartAsync(server, options, budget, cancellationToken)
            : await CallAsync(server, options, budget, cancellationToken);
    }

    private async Task<McpConnection> StartAsync(
        McpServerConfig server, McpClientOptions options, ReadBudget budget, CancellationToken cancellationToken)
    {
        var process = ServerProcess.Start(server, variable);
        try
        {
            var transport = new StreamClientTransport(process.Input, new BoundedStream(process.Output, budget));
            return new McpConnection(await McpClient.CreateAsync(transport, options, null, cancellationToken), budget, process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private async Task<McpConnection> CallAsync(
        McpServerConfig server, McpClientOptions options, ReadBudget budget, CancellationToken cancellationToken)
    {
        // A redirect would take the credential to a host that nobody configured.
        var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = server.Timeout };
        var http = new HttpClient(new BoundedHandler(sockets, budget)) { Timeout = Timeout.InfiniteTimeSpan };
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (server.Credential is { } name)
        {
            headers["Authorization"] = "Bearer " + UpstreamSecret.Read(server, name, variable);
        }

        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = server.Url!,
                TransportMode = HttpTransportMode.StreamableHttp,
                AdditionalHeaders = headers,
                EnableStandaloneGetStream = false,
                ConnectionTimeout = server.Timeout,
            },
            http, loggerFactory: null, ownsHttpClient: true);
        try
        {
            return new McpConnection(await McpClient.CreateAsync(transport, options, null, cancellationToken), budget, transport);
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }
}

internal static partial class McpLog
{
    [LoggerMessage(4501, LogLevel.Warning, "The connection to the MCP server {Server} was ended: {Reason}.")]
    public static partial void Dropped(ILogger logger, string server, string reason);
}
