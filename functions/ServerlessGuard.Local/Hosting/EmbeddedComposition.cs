using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Puts the embedded guard together: stores, policy, pipeline, gateway, background work.</summary>
internal static class EmbeddedComposition
{
    public static WebApplication Build(EmbeddedHostOptions options, GuardPolicy policy, TimeProvider clock)
    {
        // Empty: no configuration file, environment variable or current directory changes what the guard does.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "guard", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        builder.Logging.AddFilter(static (_, level) => level >= LogLevel.Warning).AddSimpleConsole(static console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainWithin);
        AddGuard(builder.Services, options, policy, clock);
        GuardTelemetry.AddWhenConfigured(builder.Services);
        options.Customise?.Invoke(builder.Services);

        var app = builder.Build();
        var pipeline = app.Services.GetRequiredService<GuardPipeline>();
        app.Run(pipeline.HandleAsync);
        return app;
    }

    private static void AddGuard(IServiceCollection services, EmbeddedHostOptions options, GuardPolicy policy, TimeProvider clock)
    {
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton<IEntropy>(new SystemEntropy(clock));
        services.AddLocalStores(options.DataFolder);
        services.AddSingleton(provider => new PolicyStore(policy, provider.GetRequiredService<ILogger<PolicyStore>>()));
        services.AddSingleton<IPolicySource>(static provider => provider.GetRequiredService<PolicyStore>());
        services.AddSingleton<PolicyFileWatcher>();
        services.AddHostedService(static provider => provider.GetRequiredService<PolicyFileWatcher>());
        services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
        services.AddGuardGateway(gateway => gateway.Upstream = options.Upstream);
        services.AddGuardWeb(static _ => { });
    }
}
