using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class EndpointTests
{
    [Fact]
    public async Task TheEmbeddedHost_ServesEveryEndpoint()
    {
        using var folder = new TemporaryDirectory();
        await using var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = folder.Path,
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/"),
                LogFrom = LogLevel.None
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        var served = host.Services.GetServices<GuardEndpoint>().Select(static endpoint => endpoint.GetType()).ToList();
        typeof(GuardEndpoint).Assembly
            .GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(GuardEndpoint)))
            .Except(served).Select(static type => type.Name).ShouldBeEmpty("EmbeddedComposition adds no endpoint of this type");
    }

    /// <summary>A sovereign cloud's Event Grid has an origin of its own.</summary>
    [Theory]
    [InlineData("eventgrid.azure.net", HttpStatusCode.OK)]
    [InlineData("eventgrid.azure.us", HttpStatusCode.Forbidden)]
    [InlineData("eventgrid.azure.net", HttpStatusCode.Forbidden, "eventgrid.azure.us", "eventgrid.azure.cn")]
    [InlineData("eventgrid.azure.cn", HttpStatusCode.OK, "eventgrid.azure.us", "eventgrid.azure.cn")]
    public async Task TheOriginsOfEvents_AreASetting(string origin, HttpStatusCode status, params string[] allowed)
    {
        using var folder = new TemporaryDirectory();
        await using var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = folder.Path,
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/"),
                EventOrigins = allowed,
                LogFrom = LogLevel.None
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(host.Address, "/events"));
        request.Headers.Add("WebHook-Request-Origin", origin);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("https://eventgrid.azure.us")]
    [InlineData("*")]
    public async Task AnOriginThatIsNoHost_IsRefused(string origin)
    {
        using var folder = new TemporaryDirectory();
        var run = await CommandRun.InAsync(folder.Path, "up", "--port", "0", "--event-origin", origin);
        run.Code.ShouldNotBe(0);
        run.Error.ShouldContain("--event-origin");
    }
}
