using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Telemetry;

/// <summary>Traces and metrics, sent only where the operator requests it with OpenTelemetry's own variable.</summary>
internal static class GuardTelemetry
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddWhenConfigured(IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("guard", serviceVersion: GuardVersion.Text))
            .WithTracing(static tracing => tracing.AddSource(Instrumentation.Name).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(static metrics => metrics.AddMeter(Instrumentation.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}

internal static class GuardVersion
{
    public static string Text { get; } =
        typeof(GuardVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
