using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Routing;

public sealed class ModelRoutesTests
{
    private static readonly ModelPolicy Model = new() { Id = "claims-ft", Platform = "openai", Deployment = "blue", Standby = "green" };
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents;
    private readonly ModelRoutes _routes;

    public ModelRoutesTests()
    {
        _documents = new InMemoryDocumentStore(_clock);
        _routes = new ModelRoutes(_documents, new SeededEntropy(1), _clock);
    }

    [Fact]
    public async Task SendsCalls_WhereThePolicySays_UntilSomebodyChangesIt()
    {
        (await PickAsync(_routes)).ShouldBe(new RoutePick("blue", null, false));
        await _routes.ChangeAsync(
            Model.Id, static r => r.To(Model, "green") with { Revisions = new Dictionary<string, string> { ["green"] = "d1" } },
            CancellationToken.None);
        (await PickAsync(_routes)).ShouldBe(new RoutePick("green", "d1", false));
    }

    [Fact]
    public async Task DividesCalls_ByTheirShares()
    {
        await Gen.Int[0, 100].SampleAsync(async share =>
        {
            await _routes.ChangeAsync(
                Model.Id, r => r.With(Model, new Dictionary<string, int> { ["blue"] = share, ["green"] = 100 - share }),
                CancellationToken.None);
            var blue = 0;
            for (var call = 0; call < 2000; call++)
            {
                blue += (await PickAsync(_routes)).Deployment == "blue" ? 1 : 0;
            }

            Math.Abs((blue / 20.0) - share).ShouldBeLessThan(6);
        }, iter: 10, threads: 1);
    }

    [Fact]
    public async Task AnotherProcessSeesAChange_WithinASecond()
    {
        var other = new ModelRoutes(_documents, new SeededEntropy(2), _clock);
        (await PickAsync(other)).IsClosed.ShouldBeFalse();
        await _routes.ChangeAsync(Model.Id, static r => r with { IsPaused = true }, CancellationToken.None);
        _clock.Advance(ModelRoutes.Fresh);
        (await PickAsync(other)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task ServesTheLastCopy_WhileTheStoreIsDown_ButNotForLong()
    {
        var routes = new ModelRoutes(new FaultingDocumentStore(_documents, FaultPlan.From(2)), new SeededEntropy(2), _clock);
        await PickAsync(routes);
        _clock.Advance(ModelRoutes.Stale - TimeSpan.FromTicks(1));
        (await PickAsync(routes)).Deployment.ShouldBe("blue");
        _clock.Advance(TimeSpan.FromTicks(1));
        await Should.ThrowAsync<StoreUnavailableException>(() => PickAsync(routes));
    }

    [Fact]
    public async Task AProbeReachesADeployment_ThatGetsNoCalls()
    {
        await _routes.ChangeAsync(
            Model.Id, static r => r with { IsPaused = true, Revisions = new Dictionary<string, string> { ["green"] = "d1" } },
            CancellationToken.None);
        (await _routes.PickAsync(Model, "green", CancellationToken.None)).ShouldBe(new RoutePick("green", "d1", false));
    }

    [Fact]
    public async Task ALateWriter_ChangesNothing()
    {
        var read = await _routes.ReadAsync(Model.Id, CancellationToken.None);
        await _routes.ChangeAsync(Model.Id, static r => r.To(Model, "green"), CancellationToken.None);
        (await _routes.TryChangeAsync(read, read.Route.To(Model, "blue"), CancellationToken.None)).ShouldBeNull();
        (await PickAsync(_routes)).Deployment.ShouldBe("green");
    }

    [Fact]
    public async Task APolicyThatNamesOtherDeployments_HasTheLastWord()
    {
        await _routes.ChangeAsync(Model.Id, static r => r.To(Model, "green"), CancellationToken.None);
        (await _routes.PickAsync(Model with { Deployment = "red" }, null, CancellationToken.None)).Deployment.ShouldBe("red");
    }

    [Theory]
    [InlineData(50, 49)]
    [InlineData(120, -20)]
    public void RefusesShares_ThatDoNotSumTo100(int blue, int green) =>
        Should.Throw<ArgumentException>(
            () => new ModelRoute { Model = Model.Id }.With(Model, new Dictionary<string, int> { ["blue"] = blue, ["green"] = green }));

    [Fact]
    public async Task ManyWriters_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _routes.ChangeAsync(
            Model.Id,
            r => r with { Revisions = new Dictionary<string, string>(r.Revisions) { [$"d{i}"] = "x" } },
            CancellationToken.None).AsTask())));
        (await _routes.ReadAsync(Model.Id, CancellationToken.None)).Route.Revisions.Count.ShouldBe(8);
    }

    private static Task<RoutePick> PickAsync(ModelRoutes routes) => routes.PickAsync(Model, null, CancellationToken.None).AsTask();
}
