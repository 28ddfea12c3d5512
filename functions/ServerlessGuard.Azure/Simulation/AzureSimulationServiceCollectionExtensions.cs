using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServerlessGuard.Azure.Simulation;

public static class AzureSimulationServiceCollectionExtensions
{
    /// <summary>Names the host that a request to the simulation was for.</summary>
    public const string HostHeader = "X-Simulated-Host";

    /// <summary>Whether this is where a simulated Azure can be: plain http on this machine, with nothing but a port.</summary>
    public static bool IsSimulation(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address is { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true, PathAndQuery: "/", UserInfo.Length: 0 };
    }

    /// <summary>
    /// Every client of Azure goes to a simulation on this machine, with a token that is worth nothing elsewhere: no token of
    /// a real identity goes there. For development; call it before anything that registers a credential.
    /// </summary>
    /// <param name="identity">Whose requests the simulation sees.</param>
    public static IServiceCollection AddAzureSimulation(this IServiceCollection services, Uri simulation, string identity)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfEqual(IsSimulation(simulation), false, nameof(simulation));
        services.TryAddSingleton<TokenCredential>(new SimulationCredential(identity));
        services.TryAddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(new SimulationHandler(simulation)));
        return services;
    }
}
