using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The worker tells the host that it traces itself, where its spans go somewhere.</summary>
public sealed class HostTelemetryTests
{
    [Theory]
    [InlineData(
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope.in.example/", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", false)]
    public void AWorkerThatTraces_SaysSo(string setting, string value, bool traces)
    {
        var more = new Dictionary<string, string?> { [setting] = value };
        using var app = new ServiceCollection().AddLogging()
            .AddDuty(DutySettings.Read(DutyHost.Configuration("gateway", more)))
            .BuildServiceProvider();

        app.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities.ContainsKey("WorkerOpenTelemetryEnabled").ShouldBe(traces);
        (app.GetService<TracerProvider>() is not null).ShouldBe(traces);
    }
}
