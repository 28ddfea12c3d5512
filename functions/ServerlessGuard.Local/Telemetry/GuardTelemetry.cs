using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Telemetry;

/// <summary>
/// Traces and metrics: pushed only where the operator requests it with OpenTelemetry's own variables (<c>OTEL_*</c>: endpoints, protocol,
/// headers, resource attributes), and offered to Prometheus only by <c>guard up --metrics</c>.
/// </summary>
internal static class GuardTelemetry
{
    private const string Prefix = "OTEL_";

    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>
    /// The host reads no environment variable, and OpenTelemetry reads its own from the host's configuration: so those, and no others, are
    /// in it.
    /// </summary>
    public static void AddVariables(IConfigurationBuilder configuration) => configuration.AddInMemoryCollection(
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Where(static variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));

    public static void AddWhenConfigured(IServiceCollection services, bool forPrometheus)
    {
        var (traces, metrics) = (IsSet(Endpoints[0]) || IsSet(Endpoints[1]), IsSet(Endpoints[0]) || IsSet(Endpoints[2]));
        if (!traces && !metrics && !forPrometheus)
        {
            return;
        }

        // The variables come last, so that OTEL_SERVICE_NAME names the service where it is set.
        var telemetry = services.AddOpenTelemetry().ConfigureResource(static resource => resource.Clear()
            .AddService("guard", serviceVersion: GuardVersion.Text)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector());
        if (traces)
        {
            telemetry.WithTracing(
                static tracing => tracing.AddSource(Instrumentation.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }

        if (metrics || forPrometheus)
        {
            telemetry.WithMetrics(meters =>
            {
                meters.AddMeter(Instrumentation.Name).AddAspNetCoreInstrumentation();
                _ = metrics ? meters.AddOtlpExporter() : meters;
                _ = forPrometheus ? meters.AddPrometheusExporter() : meters;
            });
        }

        if (forPrometheus)
        {
            services.AddSingleton<GuardEndpoint, MetricsEndpoint>();
        }
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}

internal static class GuardVersion
{
    public static string Text { get; } =
        typeof(GuardVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
