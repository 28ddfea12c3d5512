using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServerlessGuard.Azure.Telemetry;

namespace ServerlessGuard.Functions.Composition;

/// <summary>Spans and measures, where somebody takes them.</summary>
public static partial class DutyServiceCollectionExtensions
{
    /// <summary>The name of the engine's ActivitySource and Meter.</summary>
    private const string Engine = "ServerlessGuard";

    /// <summary>
    /// The worker's span of each run is the child of the host's, as host.json's telemetryMode asks, and the engine's spans
    /// are children of that one. The duty names the role, so the worker's defaults come before.
    /// </summary>
    private static void AddTraces(IServiceCollection services, DutySettings settings)
    {
        if (settings.ApplicationInsights is null && settings.Collector is null)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (settings.ApplicationInsights is { } insights)
        {
            services.AddAzureTelemetry(insights, settings.Duty);
        }

        if (settings.Collector is not null)
        {
            telemetry.ConfigureResource(resource =>
                    resource.AddService(settings.Duty, serviceNamespace: Engine).AddEnvironmentVariableDetector())
                .WithTracing(static tracing => tracing.AddSource(Engine).AddOtlpExporter())
                .WithMetrics(static metrics => metrics.AddMeter(Engine).AddOtlpExporter());
        }
    }
}
