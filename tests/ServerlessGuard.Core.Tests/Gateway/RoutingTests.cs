using CsCheck;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tests.Review;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tests.Gateway;

public sealed class RoutingTests
{
    private readonly ReviewHarness _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Risk_LiesBetween0And1_AndNothingThatIsAddedLowersIt()
    {
        var categories = Gen.Enum<FindingCategory>().Array[0, 5];
        Gen.Select(categories, categories, Gen.Enum<ToolEffect>().Array[0, 3], Gen.Bool, Gen.Enum<FindingCategory>())
            .Sample((input, output, tools, novel, more) =>
        {
            var risk = Risk.Of(input, output, tools, novel);
            return risk is >= 0 and <= 1
                && Risk.Of([.. input, more], output, tools, novel) >= risk
                && Risk.Of(input, [.. output, more], tools, novel) >= risk
                && Risk.Of(input, output, tools, true) >= risk;
        });
    }

    [Fact]
    public void Risk_OfNothing_IsNone_AndOfALeakedSecretWithAToolThatSends_IsHigh()
    {
        Risk.Of([], [], [], false).ShouldBe(0);
        Risk.Of([], [FindingCategory.Personal], [], false).ShouldBe(0.1);
        Risk.Of([], [FindingCategory.Secret], [ToolEffect.Send], false).ShouldBe(0.65);
    }

    [Fact]
    public async Task Novelty_IsTheFirstTime_OnAnyInstance()
    {
        var (one, other) = (new Novelty(_world.Documents, _world.Clock), new Novelty(_world.Documents, _world.Clock));

        (await one.IsNovelAsync("a", ["tool~x"], Stop)).ShouldBeTrue();
        (await one.IsNovelAsync("a", ["tool~x"], Stop)).ShouldBeFalse();
        (await other.IsNovelAsync("a", ["tool~x"], Stop)).ShouldBeFalse();
        (await other.IsNovelAsync("a", ["tool~x", "tool~y"], Stop)).ShouldBeTrue();
        (await other.IsNovelAsync("b", ["tool~x"], Stop)).ShouldBeTrue();
        _world.Clock.Advance(TimeSpan.FromDays(91));
        (await one.IsNovelAsync("a", ["tool~x"], Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task ASample_IsTheTiersShare_TheSameOnEveryInstance()
    {
        var tier = new TierPolicy { Id = "t", Review = new ReviewPolicy { Sample = 0.2 } };
        var (one, other) = (Sampling(), Sampling());
        var sampled = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var id = _world.Entropy.NewId();
            var first = await one.IsSampledAsync(id, tier, Stop);
            (await other.IsSampledAsync(id, tier, Stop)).ShouldBe(first);
            sampled += first ? 1 : 0;
        }

        sampled.ShouldBeInRange(850, 1150);
    }

    [Fact]
    public async Task Overload_ShedsSamples_NeverHolds()
    {
        var tier = new TierPolicy { Id = "t", Review = new ReviewPolicy { Sample = 1 } };
        var sampling = Sampling();
        (await sampling.IsSampledAsync("i", tier, Stop)).ShouldBeTrue();
        for (var i = 0; i < Core.Review.Sampling.MostUndecided; i++)
        {
            await _world.OpenAsync();
        }

        var host = _world.Host();
        await host.Sweep.RunAsync(Stop);
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        (await sampling.IsSampledAsync("i", tier, Stop)).ShouldBeFalse();
        (await host.Cases.OpenAsync(_world.Held(), Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Load_TellsDepthAgePaceAndAgreement()
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var host = world.Host();
        var first = await world.OpenAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.OpenAsync(world.Held() with { IsSample = true });
        var sample = await world.OpenAsync(world.Held() with { IsSample = true });
        var denied = await world.OpenAsync();
        await host.Desk.ApproveAsync(first, ReviewHarness.Ann, null, null, Stop);
        await host.Desk.ApproveAsync(sample, ReviewHarness.Ann, null, null, Stop);
        await host.Desk.ApproveAsync(denied, ReviewHarness.Ann, null, null, Stop);
        await host.Desk.DenyAsync(denied, ReviewHarness.Bob, null, null, Stop);

        var load = await host.Desk.LoadAsync(Stop);
        (load.Holds, load.Samples, load.DecidedLastHour, load.SecondOpinions, load.Agreements).ShouldBe((1, 1, 2, 2, 1));
        (load.Time - load.Oldest).ShouldBe(TimeSpan.FromMinutes(5));
        load.AgreementRate.ShouldBe(0.5);
    }

    private Sampling Sampling() => new(new ReviewFingerprints(_world.Secrets, _world.Entropy), _world.Documents, _world.Clock);
}
