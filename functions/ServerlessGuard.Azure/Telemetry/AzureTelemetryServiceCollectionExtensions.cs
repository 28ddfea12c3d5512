using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Resources;

namespace ServerlessGuard.Azure.Telemetry;

public static class AzureTelemetryServiceCollectionExtensions
{
    /// <summary>The name of the engine's ActivitySource and Meter.</summary>
    private const string Source = "ServerlessGuard";

    /// <summary>
    /// Sends the engine's spans and measures (GenAI semantic conventions, never content) to Application Insights, as the
    /// host's <see cref="TokenCredential"/>: the resource takes no instrumentation key alone. Of spans some are sent (the
    /// exporter's own limit a second and instance), of measures all.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">The resource's; it names where to send and is no secret.</param>
    /// <param name="role">The duty: the role's name in the application map.</param>
    public static IServiceCollection AddAzureTelemetry(this IServiceCollection services, string connectionString, string role)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        ArgumentException.ThrowIfNullOrEmpty(role);
        services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, credential) =>
        {
            options.ConnectionString = connectionString;
            options.Credential = credential;

            // Unsent data is not stored on a disk.
            options.DisableOfflineStorage = true;
        });
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(role, serviceNamespace: "ServerlessGuard"))
            .WithTracing(static tracing => tracing.AddSource(Source).AddAzureMonitorTraceExporter())
            .WithMetrics(static metrics => metrics.AddMeter(Source).AddAzureMonitorMetricExporter());
        return services;
    }
}
