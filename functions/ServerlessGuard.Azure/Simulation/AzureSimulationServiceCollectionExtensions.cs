using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Gateway;

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

    /// <summary>Whether the connection string, whose own text is never shown, names a storage emulator on this machine.</summary>
    public static bool IsEmulator(string? connection)
    {
        try
        {
            return !string.IsNullOrEmpty(connection)
                && new BlobServiceClient(connection).Uri.IsLoopback
                    && new QueueServiceClient(connection).Uri.IsLoopback
                    && new TableServiceClient(connection).Uri.IsLoopback;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Every client of Azure and of a policy's models goes to a simulation on this machine, with a token that is worth nothing elsewhere:
    /// no token of a real identity goes there. For development; call it before anything that registers a credential.
    /// </summary>
    /// <param name="identity">Whose requests the simulation sees.</param>
    public static IServiceCollection AddAzureSimulation(this IServiceCollection services, Uri simulation, string identity)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfEqual(IsSimulation(simulation), false, nameof(simulation));
        services.TryAddSingleton<TokenCredential>(new SimulationCredential(identity));
        services.TryAddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(new SimulationHandler(simulation)));
        services.PostConfigure<GatewayOptions>(gateway => gateway.Detour = endpoint => Within(simulation, endpoint));
        return services;
    }

    /// <summary>The simulation's address for an endpoint. An endpoint on this machine is an emulator, and keeps its own.</summary>
    private static Uri Within(Uri simulation, Uri endpoint) =>
        endpoint is { Scheme: "http", IsLoopback: true } ? endpoint : new Uri(simulation, $"/hosts/{endpoint.Host}{endpoint.PathAndQuery}");
}

/// <summary>A token that only a simulated Azure takes: the name of whom it is for.</summary>
internal sealed class SimulationCredential(string identity) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(identity, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
