using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
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
}
