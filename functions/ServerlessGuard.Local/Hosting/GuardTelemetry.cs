using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Traces and metrics, sent only where the operator asks for it with OpenTelemetry's own variable.</summary>
internal static class GuardTelemetry
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The gateway's ActivitySource and Meter.</summary>
    private const string Source = "ServerlessGuard";

    public static void AddWhenConfigured(IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("guard", serviceVersion: GuardVersion.Text))
            .WithTracing(static tracing => tracing.AddSource(Source).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(static metrics => metrics.AddMeter(Source).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}
