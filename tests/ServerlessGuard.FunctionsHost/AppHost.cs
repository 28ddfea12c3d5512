using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.FunctionsHost.Http;
using ServerlessGuard.FunctionsHost.Listeners;
using ServerlessGuard.FunctionsHost.Worker;

namespace ServerlessGuard.FunctionsHost;

/// <summary>
/// Runs a published function app as the Functions host does: the app is a process of its own that speaks FunctionRpc; the
/// WebJobs SDK's listeners trigger it. It is not the host's front end (no keys, no authentication, no limits on requests or
/// their time), has no scale controller, no retry policies, and no bindings beside the triggers HTTP, queue, timer and Event Grid.
/// </summary>
public sealed class AppHost : IAsyncDisposable
{
    private readonly ConcurrentQueue<Invocation> _invocations = new();
    private readonly HostLog _log;
    private readonly WorkerChannel _channel;
    private readonly FunctionApp _app;
    private WebApplication? _front;
    private WorkerProcess? _process;
    private AppWorker? _worker;
    private IHost? _jobs;

    private AppHost(FunctionApp app, AppHostOptions options)
    {
        _app = app;
        _log = new HostLog(options.Logging);
#pragma warning disable CA2000 // Lives as long as the log does.
        _channel = new WorkerChannel(LoggerFactory.Create(logging => logging.AddProvider(_log)));
#pragma warning restore CA2000
    }

    /// <summary>The address at which it serves HTTP.</summary>
    public Uri Address { get; private set; } = null!;

    public int WorkerId => _process!.Id;

    public TimeSpan WorkerProcessorTime => _process!.ProcessorTime;

    public long WorkerWorkingSet => _process!.WorkingSet;

    /// <summary>The functions that the worker loaded.</summary>
    public IReadOnlyCollection<string> Loaded => _worker!.Functions;

    /// <summary>The reasons for which functions were not indexed or have no listener.</summary>
    public IReadOnlyList<string> Failures => _log.Failures;

    public IReadOnlyList<string> Log => _log.Lines;

    /// <summary>Runs of functions that ended, oldest first.</summary>
    public IReadOnlyList<Invocation> Invocations => [.. _invocations];

    public static async Task<AppHost> StartAsync(AppHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new AppHost(FunctionApp.Read(options.Folder), options);
        try
        {
            await host.RunAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the SDK knows a function: null, it does not; false, a setting disables it.</summary>
    public bool? IsEnabled(string function) => _jobs!.Services.GetRequiredService<IJobHostMetadataProviderFactory>()
        .Create()
        .GetFunctionMetadata(function) is { } known ? !known.IsDisabled : null;

    /// <summary>Ends the worker's process without a word.</summary>
    public void KillWorker() => _process!.Kill();

    public async ValueTask DisposeAsync()
    {
        if (_jobs is not null)
        {
            await _jobs.StopAsync();
            _jobs.Dispose();
        }

        if (_process is not null)
        {
            _worker?.Stop();
            if (_worker is null && !_process.HasEnded)
            {
                _process.Kill();
            }

            await _process.DisposeAsync();
        }

        _channel.Dispose();
        if (_front is not null)
        {
            await _front.StopAsync();
            await _front.DisposeAsync();
        }
    }

    private async Task RunAsync(AppHostOptions options, CancellationToken cancellationToken)
    {
        var environment = options.Settings.GetValueOrDefault("AZURE_FUNCTIONS_ENVIRONMENT", Environments.Production);
        var configuration = AppSettings.Configuration(_app.HostJson, options.Settings);
        var routes = new FunctionRoutes(_app, configuration);
        WebHooks? webHooks = null;
        _front = Front(options.Port, routes, context => webHooks!.ServeAsync(context, (string)context.Request.RouteValues["extension"]!));
        await _front.StartAsync(cancellationToken);
        var addresses = _front.Urls.ToList();
        var rpc = new Uri(addresses[0]);
        Address = new Uri(addresses[1]);
        webHooks = new WebHooks(Address);
        _process = WorkerProcess.Start(_app, options.Settings, environment, rpc, _channel, _log);
        _worker = await AppWorker.StartAsync(_channel, _app, cancellationToken);
        var calls = new FunctionCalls(_app, _worker, _front.Services.GetRequiredService<HttpForwarding>(), invocation =>
        {
            _invocations.Enqueue(invocation);
            options.Ended?.Invoke(invocation);
        });
        var jobs = JobHosts.Build(_app, configuration, environment, calls, webHooks, _log);
        try
        {
            await jobs.StartAsync(cancellationToken);
        }
        catch
        {
            // One that did not start cannot be stopped.
            jobs.Dispose();
            throw;
        }

        _jobs = jobs;
        routes.Open(jobs.Services.GetRequiredService<IJobHost>());
    }

    private WebApplication Front(int port, FunctionRoutes routes, RequestDelegate webHook)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddGrpc(static grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (int.MaxValue, int.MaxValue));
        builder.Services.AddSingleton(_channel);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<HttpForwarding>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // The host's limit of a request's body.
            kestrel.Limits.MaxRequestBodySize = 100 << 20;
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        var front = builder.Build();
        front.MapGrpcService<FunctionRpcService>();
        front.Map("/runtime/webhooks/{extension}", webHook);
        routes.Map(front);
        return front;
    }
}
