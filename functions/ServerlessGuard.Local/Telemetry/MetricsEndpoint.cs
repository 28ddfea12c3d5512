using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Telemetry;

/// <summary>
/// The metrics in Prometheus' text format, for a key with the role metrics, which allows nothing else. OpenTelemetry's exporter writes
/// them.
/// </summary>
internal sealed class MetricsEndpoint(IServiceProvider services) : GuardEndpoint
{
    private readonly Lazy<RequestDelegate> _exporter = new(() =>
        new ApplicationBuilder(services).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build());

    public override string Route => "/metrics";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Metrics;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken) => _exporter.Value(request.Http);
}
