using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using ServerlessGuard.FunctionsHost.Protocol;

namespace ServerlessGuard.FunctionsHost.Worker;

/// <summary>A worker that knows its functions: what the host asks of it between its start and its first invocation.</summary>
internal sealed class AppWorker
{
    private readonly WorkerChannel _channel;
    private readonly Dictionary<string, string> _ids;

    private AppWorker(WorkerChannel channel, Uri http, bool wantsRoute, Dictionary<string, string> ids) =>
        (_channel, Http, WantsRoute, _ids) = (channel, http, wantsRoute, ids);

    /// <summary>The address at which it answers HTTP itself.</summary>
    public Uri Http { get; }

    public bool WantsRoute { get; }

    /// <summary>The functions that it named and loaded.</summary>
    public IReadOnlyCollection<string> Functions => _ids.Keys;

    public static async Task<AppWorker> StartAsync(WorkerChannel channel, FunctionApp app, CancellationToken cancellationToken)
    {
        await channel.Attached.WaitAsync(cancellationToken);
        var init = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = app.Folder, FunctionAppDirectory = app.Folder };
        var ready = (await channel.AskAsync(new StreamingMessage { WorkerInitRequest = init }, cancellationToken)).WorkerInitResponse;
        Check(ready.Result, "start");
        var known = (await channel.AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = app.Folder } },
            cancellationToken)).FunctionMetadataResponse;
        Check(known.Result, "name its functions");
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var function in known.FunctionMetadataResults)
        {
            if (function.RetryOptions is not null)
            {
                throw new NotSupportedException($"The tests' host knows no retry policy, which {function.Name} has.");
            }

            function.Directory = app.Folder;
            var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            Check((await channel.AskAsync(new StreamingMessage
            {
                FunctionLoadRequest = load
            }, cancellationToken)).FunctionLoadResponse.Result, $"load {function.Name}");
            ids.Add(function.Name, function.FunctionId);
        }

        if (!ready.Capabilities.TryGetValue("HttpUri", out var uri))
        {
            throw new NotSupportedException("The worker serves no HTTP of its own: the app lacks the ASP.NET Core integration.");
        }

        var http = new Uri(uri);
        await ReachAsync(http, cancellationToken);
        return new(channel, http, ready.Capabilities.ContainsKey("RequiresRouteParameters"), ids);
    }

    public async Task InvokeAsync(string function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = _ids.TryGetValue(function, out var id)
            ? id
            : throw new InvalidOperationException($"The worker has no function {function}.");
        var answer = await _channel.InvokeAsync(request, cancellationToken);
        if (answer.Result.Status != StatusResult.Types.Status.Success)
        {
            throw new FunctionFailedException($"{answer.Result.Exception?.Message ?? answer.Result.Status.ToString()}");
        }
    }

    public void Stop() => _channel.Tell(
        new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)) } });

    /// <summary>The worker answers the host before it listens: the first request would be refused.</summary>
    private static async Task ReachAsync(Uri http, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(http.Host, http.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"The worker could not {what}: {result.Exception?.Message} {result.Result}");
        }
    }
}
