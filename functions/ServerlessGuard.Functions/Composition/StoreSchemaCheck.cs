using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Composition;

/// <summary>
/// Ends the start of an app whose stores hold data of another schema version. A service that does not answer ends no start: no client of
/// the stores is given out before the version is known, so each use asks again.
/// </summary>
internal sealed partial class StoreSchemaCheck(
    StorageClients clients, TimeProvider clock, ILogger<StoreSchemaCheck> logger) : IHostedService
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <exception cref="StoreSchemaException">The stores hold data without a version, or of another one.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await clients.RequireSchemaAsync().AsTask().WaitAsync(Within, clock, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or StoreUnavailableException and not StoreSchemaException)
        {
            Unknown(logger, e.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4002, LogLevel.Warning, "The stores' schema version is not known yet ({Problem}). The first use of a store asks again.")]
    private static partial void Unknown(ILogger logger, string problem);
}
