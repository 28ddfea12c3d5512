using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Web.Events;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A sovereign cloud's Event Grid has an origin of its own.</summary>
public sealed class EventOriginTests
{
    [Theory]
    [InlineData(null, "eventgrid.azure.net")]
    [InlineData("eventgrid.azure.us; eventgrid.azure.cn", "eventgrid.azure.us", "eventgrid.azure.cn")]
    public void TheOrigins_AreASetting(string? value, params string[] origins)
    {
        var more = new Dictionary<string, string?> { ["Guard:EventOrigins"] = value };
        using var app = new ServiceCollection().AddLogging()
            .AddDuty(DutySettings.Read(DutyHost.Configuration("reviewer", more)))
            .BuildServiceProvider();

        app.GetRequiredService<IOptions<EventsOptions>>().Value.AllowedOrigins.ShouldBe(origins);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://eventgrid.azure.us")]
    public void AnOriginThatIsNoHost_IsRefused(string value) => Should.Throw<InvalidOperationException>(() => DutySettings.Read(
        DutyHost.Configuration("reviewer", new Dictionary<string, string?> { ["Guard:EventOrigins"] = value })))
        .Message.ShouldContain("Guard__EventOrigins");
}
