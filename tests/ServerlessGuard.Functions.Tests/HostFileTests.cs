using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Functions.Composition;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The bounds that the Functions host keeps to, and those that the app keeps to because of the platform's.</summary>
public sealed class HostFileTests
{
    /// <summary>After this long without a byte of an answer, Azure's front end ends the request.</summary>
    private static readonly TimeSpan FrontEnd = TimeSpan.FromSeconds(230);

    private static readonly JsonElement File = JsonElement.Parse(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));

    /// <summary>By itself the host looks into an idle queue once a minute.</summary>
    [Fact]
    public void AnIdleQueue_IsLookedIntoEveryTwoSeconds() =>
        TimeSpan.Parse(
            File.GetProperty("extensions").GetProperty("queues").GetProperty("maxPollingInterval").GetString()!,
            CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2));

    /// <summary>A request may be 10 MiB and its answer 16 MiB: what an instance takes at once is bounded.</summary>
    [Fact]
    public void AnInstance_TakesABoundedNumberOfRequests()
    {
        var http = File.GetProperty("extensions").GetProperty("http");
        var (running, waiting) = (http.GetProperty("maxConcurrentRequests")
            .GetInt32(), http.GetProperty("maxOutstandingRequests").GetInt32());
        running.ShouldBeInRange(1, 64);
        waiting.ShouldBeInRange(running, 512);
    }

    [Fact]
    public void TheHost_TracesAsTheWorkerDoes() => File.GetProperty("telemetryMode").GetString().ShouldBe("OpenTelemetry");

    /// <summary>The refusal must still reach the caller, and its entry the log.</summary>
    [Theory]
    [InlineData("gateway")]
    [InlineData("deployer")]
    public void APlainAnswer_EndsBeforeTheFrontEndDoes(string duty)
    {
        using var app = new ServiceCollection().AddLogging()
            .AddDuty(DutySettings.Read(DutyHost.Configuration(duty)))
            .BuildServiceProvider();

        app.GetRequiredService<IOptions<GatewayOptions>>().Value.ResponseTimeout
            .ShouldBeLessThanOrEqualTo(FrontEnd - TimeSpan.FromSeconds(20));
    }
}
