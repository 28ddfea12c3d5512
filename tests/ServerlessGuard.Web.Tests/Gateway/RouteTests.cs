using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Calls go where the routing table says, and the record says where they went.</summary>
public sealed class RouteTests
{
    private static readonly ModelPolicy Model = new GatewayPolicies().Current.Models["claims-ft"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AsksTheRoutedDeployment_AndRecordsItAndItsRevision(bool stream)
    {
        await using var host = await StartAsync();
        await host.Routes.ChangeAsync(Model.Id, static r => r.To(Model, "claims-ft-previous") with
        {
            Revisions = new Dictionary<string, string> { ["claims-ft-previous"] = "d1" }
        }, CancellationToken.None);

        using var response = await host.Gateway.PostAsync("strict", Chat.Path, Chat.Request("Hello", stream));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)host.Gateway.Model.Requests.Single().Json["model"]).ShouldBe("claims-ft-previous");
        var closed = host.Gateway.Audit.Entries[^1];
        (closed.Facts["deployment"], closed.Facts["revision"]).ShouldBe(("claims-ft-previous", "d1"));
    }

    [Fact]
    public async Task NamesTheDeployment_ToAnEndpointThatDividesTraffic()
    {
        await using var host = await StartAsync();
        using var response = await host.Gateway.PostAsync("strict", Chat.Path, Chat.Request("Hello", model: "ml"));
        host.Gateway.Model.Requests.Single().Headers["azureml-model-deployment"].ShouldBe("blue");
    }

    [Theory]
    [InlineData("strict", true)]
    [InlineData("open", false)]
    [InlineData("observed", false)]
    public async Task SendsNothing_ToAModelThatIsStoppedOrPaused(string tier, bool byHand)
    {
        await using var host = await StartAsync();
        await host.Routes.ChangeAsync(
            Model.Id, r => byHand ? r with { StoppedBy = "user:anna" } : r with { IsPaused = true }, CancellationToken.None);

        using var response = await host.Gateway.PostAsync(tier, Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.TextAsync()).ShouldContain("model_stopped");
        host.Gateway.Model.Requests.ShouldBeEmpty();
        host.Gateway.Audit.Entries[^1].Facts["error"].ShouldBe("model_stopped");
    }

    [Theory]
    [InlineData("strict", HttpStatusCode.ServiceUnavailable)]
    [InlineData("open", HttpStatusCode.OK)]
    public async Task FollowsTheTier_WhenNobodyKnowsWhatWasStopped(string tier, HttpStatusCode status)
    {
        await using var host = await StartAsync(new FaultingDocumentStore(new InMemoryDocumentStore(), FaultPlan.From(1)));
        using var response = await host.Gateway.PostAsync(tier, Chat.Path, Chat.Request("Hello"));
        response.StatusCode.ShouldBe(status);
        host.Gateway.Audit.Entries.Any(static e => e.Facts.GetValueOrDefault("guard") == "routes").ShouldBe(tier == "open");
    }

    /// <summary>The tier lets what was not inspected pass; this answer was inspected.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOpenTier_StillBlocksTheAnswer_WhenOnlyTheRoutesCannotBeRead(bool stream)
    {
        const string secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        await using var host = await StartAsync(new UnreadableRoutes(new InMemoryDocumentStore()));
        host.Gateway.Model.Script = stream
            ? ScriptedModel.Events(Chat.Stream("It is ", secret))
            : ScriptedModel.Json(Chat.Answer("It is " + secret));

        using var response = await host.Gateway.PostAsync("open", Chat.Path, Chat.Request("Which key?", stream));

        var text = await response.TextAsync();
        text.ShouldContain("content_filter");
        text.ShouldNotContain("It is");
        host.Gateway.Kinds[^1].ShouldBe("interaction.closed:block");
    }

    private static async Task<RoutedHost> StartAsync(IDocumentStore? documents = null)
    {
        var gateway = await GatewayHost.StartAsync(services => services.AddSingleton(documents ?? new InMemoryDocumentStore()));
        gateway.Model.Script = async (http, seen) => await (seen.Body.Contains("\"stream\":true", StringComparison.Ordinal)
            ? ScriptedModel.Events(Chat.Stream("Hi"))
            : ScriptedModel.Json(Chat.Answer("Hi")))(http, seen);
        return new RoutedHost(gateway);
    }

    private sealed class RoutedHost(GatewayHost gateway) : IAsyncDisposable
    {
        public GatewayHost Gateway => gateway;

        public ModelRoutes Routes => gateway.Service<ModelRoutes>();

        public ValueTask DisposeAsync() => gateway.DisposeAsync();
    }

    private sealed class UnreadableRoutes(IDocumentStore inner) : IDocumentStore
    {
        public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
            partition == ModelRoutes.Partition
                ? throw new StoreUnavailableException("as it should")
                : inner.GetAsync(partition, key, cancellationToken);

        public ValueTask<Document?> CreateAsync(
            string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
            inner.CreateAsync(partition, key, body, expires, cancellationToken);

        public ValueTask<Document?> ReplaceAsync(
            string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
            CancellationToken cancellationToken) =>
            inner.ReplaceAsync(partition, key, body, version, expires, cancellationToken);

        public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
            inner.DeleteAsync(partition, key, version, cancellationToken);

        public ValueTask<IReadOnlyList<Document>> ListAsync(
            string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
            inner.ListAsync(partition, afterKey, limit, cancellationToken);
    }
}
