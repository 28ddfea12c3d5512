using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Web.Gateway;

namespace ServerlessGuard.Local.Hosting;

/// <summary>The stores of a data folder with what asks, attests and watches deployments, without a host.</summary>
internal static class WatchServices
{
    /// <summary>For callers that ask no model: the discard port.</summary>
    public static readonly Uri NoModel = new("http://127.0.0.1:9/");

    /// <summary>Throws <see cref="PolicyRefusedException"/> for a policy that is not valid.</summary>
    public static ServiceProvider Open(
        string folder, string path, Uri upstream, string? upstreamKey, TimeProvider clock, Action<IServiceCollection>? add = null,
        StorageTargets? places = null)
    {
        var loaded = PolicyLoader.LoadFile(path);
        var policy = loaded.Policy ?? throw new PolicyRefusedException(loaded.Errors);
        return LocalServices.Open(folder, clock, services =>
        {
            add?.Invoke(services);
            services.AddSingleton<IPolicySource>(new FixedPolicy(policy));
            services.AddSingleton(new EmbeddedHostOptions
            {
                DataFolder = folder,
                PolicyFile = path,
                Urls = [],
                Upstream = upstream,
                UpstreamKey = upstreamKey
            });
            services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
            services.AddGuardGateway(gateway => gateway.Upstream = upstream);
            services.AddLocalWatch(path);
        }, places);
    }
}
