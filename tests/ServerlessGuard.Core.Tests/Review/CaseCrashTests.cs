using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>A host dies at any call of any store; others carry on.</summary>
public sealed class CaseCrashTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Not random: a crash at each call of a whole life, with the call's effect and without.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResumesAfterEveryCrash_AndReleasesOnce(bool lostAnswer)
    {
        var crashes = 0;
        for (var position = 1; ; position++)
        {
            var world = new ReviewHarness("four_eyes: true, sla: 30m");
            var id = world.Entropy.NewId();
            var crashed = await LiveAsync(world, world.Host(position, lostAnswer), id);
            if (!crashed)
            {
                break;
            }

            crashes++;
            world.Clock.Advance(world.Times.Settle);
            var next = world.Host();
            await next.Sweep.RunAsync(Stop);
            (await LiveAsync(world, next, id)).ShouldBeFalse();
            world.Clock.Advance(world.Times.Settle);
            await next.Sweep.RunAsync(Stop);
            await HoldsAsync(world, next, id);
        }

        crashes.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task AnyScheduleOfPeopleTimeAndCrashes_KeepsThePromises()
    {
        var schedules = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 14], Gen.Bool).Array[4, 22];
        var random = PCG.Parse("0000KOIPe036");
        var (released, count) = (0, TestRun.Schedules(1_500, least: 300));
        for (var number = 0; number < count; number++)
        {
            var schedule = schedules.Generate(random, null, out _);
            try
            {
                released += await RunAsync(schedule);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Schedule {number}: {string.Join(" | ", schedule)}", e);
            }
        }

        released.ShouldBeGreaterThanOrEqualTo(count / 15);
    }

    private static async Task<int> RunAsync((int Act, int Person, int FailAt, bool Lost)[] schedule)
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var id = world.Entropy.NewId();
        var bodies = new List<string>();
        var seen = "";
        foreach (var (act, person, failAt, lost) in schedule)
        {
            var (host, actor) = (world.Host(failAt > 8 ? 0 : failAt, lost), $"user:{person}");
            try
            {
                switch (act)
                {
                    case 0:
                        await host.Cases.OpenAsync(world.Held(id), Stop);
                        break;
                    case 1:
                        await host.Desk.ClaimAsync(id, actor, null, Stop);
                        break;
                    case 2 or 3:
                        await host.Desk.ApproveAsync(id, actor, null, null, Stop);
                        break;
                    case 4:
                        await host.Desk.EditAsync(id, actor, null, [new CaseEdit("text0", $"Edited by {person}.")], null, Stop);
                        break;
                    case 5 when failAt % 4 == 0:
                        await host.Desk.DenyAsync(id, actor, null, null, Stop);
                        break;
                    case 6:
                        world.Clock.Advance(TimeSpan.FromMinutes(failAt));
                        await host.Sweep.RunAsync(Stop);
                        break;
                    case 7 or 8 or 9:
                        if (await host.Releases.TakeAsync(
                            id, ReviewHarness.Caller, ReviewHarness.Application, Stop) is ReleaseResult.Released answer)
                        {
                            bodies.Add(ReviewHarness.TextOf(answer));
                        }

                        break;
                }
            }
            catch (StoreUnavailableException)
            {
                // The host is dead; the world goes on.
            }

            seen = await NeverForgetsAsync(world, id, seen);
        }

        world.Clock.Advance(world.Times.Settle);
        await world.Host().Sweep.RunAsync(Stop);
        if (await world.Host().Desk.FindAsync(id, Stop) is { } value)
        {
            await HoldsAsync(world, world.Host(), id, mustBeReleased: false);
            if (bodies.Count > 0)
            {
                bodies.Distinct().ShouldHaveSingleItem();
                value.Case.State.ShouldBe(CaseState.Released);
            }
        }

        return bodies.Count > 0 ? 1 : 0;
    }

    /// <summary>A journal only grows.</summary>
    private static async Task<string> NeverForgetsAsync(ReviewHarness world, string id, string before)
    {
        var journal = await world.Host().Desk.FindAsync(id, Stop) is { } found
            ? string.Join(',', found.Case.Journal.Select(static step => $"{step.Kind} {step.Actor}"))
            : "";
        journal.ShouldStartWith(before);
        return journal;
    }

    /// <summary>Opens, two people approve, the caller fetches. True when a store failed on the way.</summary>
    private static async Task<bool> LiveAsync(ReviewHarness world, ReviewHost host, string id)
    {
        try
        {
            if (await host.Desk.FindAsync(id, Stop) is null)
            {
                await host.Cases.OpenAsync(world.Held(id), Stop);
            }

            await host.Desk.ClaimAsync(id, ReviewHarness.Ann, null, Stop);
            await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
            await host.Desk.ApproveAsync(id, ReviewHarness.Bob, null, null, Stop);
            ReviewHarness.TextOf(await host.Releases.TakeAsync(id, ReviewHarness.Caller, ReviewHarness.Application, Stop))
                .ShouldBe(ReviewHarness.Approved);
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    private static async Task HoldsAsync(ReviewHarness world, ReviewHost host, string id, bool mustBeReleased = true)
    {
        var value = (await host.Desk.FindAsync(id, Stop))!.Case;
        var entries = world.Audit.Entries.Where(entry => entry.Facts.GetValueOrDefault("case") == id && entry.Facts.ContainsKey("step"))
            .ToArray();
        for (var step = 0; step < value.Journal.Count; step++)
        {
            entries.ShouldContain(
                entry => entry.Facts["step"] == step.ToString(System.Globalization.CultureInfo.InvariantCulture),
                $"step {step} is in the log");
        }

        value.Journal.Count(static step => step.Kind == CaseEventKind.Released).ShouldBeLessThanOrEqualTo(1);
        value.EffectsApplied.ShouldBe(value.Journal.Count);
        if (mustBeReleased)
        {
            value.State.ShouldBe(CaseState.Released);
        }

        if (value.Approval is { } approval)
        {
            approval.Actors.Distinct().Count().ShouldBe(2);
            approval.ContentMac.ShouldBe(value.Content!.Mac);
        }

        (await world.Documents.ListAsync("cases", null, 10, Stop)).Count.ShouldBe(value.HasEnded ? 0 : 1);
    }
}
