using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Rotation;
using ServerlessGuard.Web.Gateway;

namespace ServerlessGuard.Local.Deployments;

internal static class LocalWatchExtensions
{
    /// <summary>For commands that ask no model: the discard port.</summary>
    public static readonly Uri NoModel = new("http://127.0.0.1:9/");

    /// <summary>Probes, attestations and the deployment watch on this machine's stores.</summary>
    public static IServiceCollection AddLocalWatch(this IServiceCollection services, string policyFile)
    {
        services.TryAddSingleton(new WatchLoopOptions());
        services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(policyFile))!);
        services.AddRollbacks();
        return services.AddDeploymentWatch();
    }

    /// <summary>The stores of a data folder with what asks, attests and watches deployments, for a command's run.</summary>
    public static ServiceProvider Open(Terminal terminal, string data, string? policy, Uri upstream, string? upstreamKey, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = terminal.Resolve(PolicyFiles.Choose(policy, folder));
        return Open(folder, path, upstream, upstreamKey, clock, places: terminal.Places);
    }

    /// <inheritdoc cref="Open(Terminal, string, string?, Uri, string?, TimeProvider)"/>
    public static ServiceProvider Open(string folder, string path, Uri upstream, string? upstreamKey, TimeProvider clock, Action<IServiceCollection>? add = null, HostPlaces? places = null)
    {
        var loaded = PolicyLoader.LoadFile(path).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' tells what is wrong with it.");
        return LocalServices.Open(folder, clock, services =>
        {
            add?.Invoke(services);
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            services.AddSingleton(new EmbeddedHostOptions { DataFolder = folder, PolicyFile = path, Urls = [], Upstream = upstream, UpstreamKey = upstreamKey });
            services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
            services.AddGuardGateway(gateway => gateway.Upstream = upstream);
            services.AddLocalWatch(path);
        }, places);
    }
}
