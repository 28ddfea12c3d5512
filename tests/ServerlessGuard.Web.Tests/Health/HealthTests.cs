using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Health;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Health;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_ReadyWhenEveryStoreAnswers()
    {
        await using var host = await GuardHost.StartAsync();
        (await host.Client.GetStringAsync("/health/ready", Token))
            .ShouldBe("""{"status":"ready","stores":{"documents":"ok","queue":"ok"}}""");
    }

    /// <summary>Readiness is of every guard: one that fails, in whatever way, makes the host not ready, and is named.</summary>
    [Theory]
    [InlineData("keys")]
    [InlineData("secrets")]
    [InlineData("blobs")]
    public async Task Names_TheGuardThatIsDown(string down)
    {
        var plan = FaultPlan.From(1);
        await using var host = await GuardHost.StartAsync(services: services =>
        {
            services.AddSingleton<IGuardHealth>(new KeyRingHealth(
                new FaultingKeyRing(new InMemoryKeyRing(), down == "keys" ? plan : FaultPlan.None)));
            services.AddSingleton<IGuardHealth>(new SecretStoreHealth(
                new FaultingSecretStore(new InMemorySecretStore(), down == "secrets" ? plan : FaultPlan.None)));
            services.AddSingleton<IGuardHealth>(new BlobStoreHealth(
                new FaultingBlobStore(new InMemoryBlobStore(), down == "blobs" ? plan : FaultPlan.None)));
        });
        using var answer = await host.SendAsync(HttpMethod.Get, "/health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var said = await answer.Content.ReadAsStringAsync(Token);
        said.ShouldContain($"\"{down}\":\"unavailable\"");
        said.Split("unavailable").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Names_TheStoreThatIsDownAndAsksItAtMostOncePerLifetime()
    {
        var plan = FaultPlan.From(1);
        await using var host = await GuardHost.StartAsync(
            services: services => services.AddSingleton<IDocumentStore>(new FaultingDocumentStore(new InMemoryDocumentStore(), plan)));
        for (var i = 0; i < 10; i++)
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/health/ready");
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("\"documents\":\"unavailable\",\"queue\":\"ok\"");
        }

        plan.Calls.ShouldBe(1);
        host.Clock.Advance(StoreChecks.Lifetime);
        using var later = await host.SendAsync(HttpMethod.Head, "/health/ready");
        later.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        plan.Calls.ShouldBe(2);
        await host.ShouldStillAnswerAsync();
    }
}
