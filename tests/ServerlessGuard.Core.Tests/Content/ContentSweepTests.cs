using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Content;

public sealed class ContentSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Destroys_WhatIsDue_AndOnlyThat(bool hasLog)
    {
        var bed = await FilledAsync(hasLog);
        bed.Clock.Advance(TimeSpan.FromDays(29));
        await bed.KeepAsync("a-young-interaction", new ContentPart("request", ContentHarness.Bytes("young")));
        (await bed.Sweep().RunAsync(Cancel)).ShouldBe(new ContentSweepResult(0, 0));

        bed.Clock.Advance(TimeSpan.FromDays(1));
        (await bed.ReadAsync(ContentHarness.Id, "request")).ShouldBeNull("it is unreadable from its last second on, before any sweep");
        (await bed.Sweep().RunAsync(Cancel)).ShouldBe(new ContentSweepResult(3, 0));

        (await bed.AllAsync()).ShouldAllBe(static one => one.Name.Contains("a-young", StringComparison.Ordinal));
        (await bed.ReadAsync("a-young-interaction", "request")).ShouldBe("young");
        bed.Count(AuditKinds.ContentExpired).ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hold_KeepsContent_Readable_UntilReleased(bool hasLog)
    {
        var bed = await FilledAsync(hasLog);
        (await bed.Holds().HoldAsync(ContentHarness.Id, isApplication: false, "case 4 of 2026", "user:counsel", Cancel)).ShouldBe(0);
        bed.Clock.Advance(TimeSpan.FromDays(400));

        (await bed.Sweep().RunAsync(Cancel)).ShouldBe(new ContentSweepResult(1, 2));
        (await bed.ReadAsync(ContentHarness.Id, "request")).ShouldBe("first");
        (await bed.ReadAsync(ContentHarness.Other, "request")).ShouldBeNull();
        (await bed.Holds().ListAsync(Cancel)).Single().ShouldBe(
            new LegalHold("interaction~" + ContentHarness.Id, "case 4 of 2026", "user:counsel", new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)));

        (await bed.Holds().ReleaseAsync(ContentHarness.Id, isApplication: false, "settled", "user:counsel", Cancel)).ShouldBeTrue();
        (await bed.Holds().ReleaseAsync(ContentHarness.Id, isApplication: false, "settled", "user:counsel", Cancel)).ShouldBeFalse();
        (await bed.Sweep().RunAsync(Cancel)).ShouldBe(new ContentSweepResult(2, 0));
        (await bed.AllAsync()).ShouldBeEmpty();
        bed.Audit.Entries.Where(static e => e.Kind == AuditKinds.LegalHoldChanged)
            .Select(static e => (e.Facts["action"], e.Facts["reason"]))
            .ShouldBe([("hold", "case 4 of 2026"), ("release", "settled")]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hold_OfAnApplication_KeepsAllOfIt(bool hasLog)
    {
        var bed = await FilledAsync(hasLog);
        await bed.Holds().HoldAsync("claims", isApplication: true, "inquiry", "user:counsel", Cancel);
        bed.Clock.Advance(TimeSpan.FromDays(31));
        (await bed.Sweep().RunAsync(Cancel)).ShouldBe(new ContentSweepResult(0, 3));
        (await bed.ReadAsync(ContentHarness.Other, "request")).ShouldBe("second");
    }

    /// <summary>A fault at every call of a sweep; the next sweeps finish, and every content has its entry.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Finishes_WhateverCallFails(bool lostAnswer, bool hasLog)
    {
        for (var at = 1; ; at++)
        {
            var bed = await FilledAsync(hasLog);
            bed.Clock.Advance(TimeSpan.FromDays(31));
            var plan = FaultPlan.At(at, lostAnswer);
            try
            {
                await bed.Sweep(plan).RunAsync(Cancel);
            }
            catch (StoreUnavailableException)
            {
                await bed.Sweep().RunAsync(Cancel);
            }

            (await bed.AllAsync()).ShouldBeEmpty($"fault at {at}");
            Parts(bed).ShouldBe(["case", "exchange", "exchange"], $"fault at {at}");
            if (plan.Calls < at)
            {
                at.ShouldBeGreaterThan(15);
                return;
            }
        }
    }

    /// <summary>A hold at every call of a sweep: either the content is still there, or the hold says that it came too late.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hold_IsNeverSilentlyTooLate(bool hasLog)
    {
        var (saved, late) = (0, 0);
        for (var at = 1; ; at++)
        {
            var bed = await FilledAsync(hasLog);
            bed.Clock.Advance(TimeSpan.FromDays(31));
            Task<int>? holding = null;
            var plan = new FaultPlan(call =>
            {
                holding ??= call == at
                    ? bed.Holds().HoldAsync(ContentHarness.Other, isApplication: false, "inquiry", "user:counsel", Cancel).AsTask()
                    : null;
                return false;
            });
            await bed.Sweep(plan).RunAsync(Cancel);
            if (holding is null)
            {
                (saved, late).ShouldSatisfyAllConditions(() => saved.ShouldBeGreaterThan(5), () => late.ShouldBeGreaterThan(0));
                return;
            }

            var tooLate = await holding;
            var isThere = await bed.ReadAsync(ContentHarness.Other, "request") == "second";
            if (!isThere && tooLate == 0)
            {
                // Only where the content had gone, entry and all, before the hold was asked for.
                var held = bed.Audit.Entries.ToList().FindIndex(static e => e.Kind == AuditKinds.LegalHoldChanged);
                var expired = bed.Audit.Entries.ToList()
                    .FindIndex(static e => e is { Kind: AuditKinds.ContentExpired, Interaction: ContentHarness.Other });
                expired.ShouldBeInRange(0, held, $"hold at call {at}");
            }

            saved += isThere ? 1 : 0;
            late += tooLate;
        }
    }

    /// <summary>
    /// Random days, holds, releases, sweeps that die: held content is there, due content goes, no proof is without its content's entry.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HeldStays_AndDueGoes_InAnyOrder(bool hasLog)
    {
        var actions = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 12], Gen.Bool).Array[1, 12];
        await actions.SampleAsync(
            async schedule =>
            {
                var bed = await FilledAsync(hasLog);
                var isHeld = false;
                foreach (var (kind, number, lost) in schedule)
                {
                    switch (kind)
                    {
                        case 0:
                            isHeld = await bed.Holds().HoldAsync(ContentHarness.Id, false, "x", "user:counsel", CancellationToken.None) == 0
                                && await bed.ReadAsync(ContentHarness.Id, "request") is not null;
                            break;
                        case 1:
                            await bed.Holds().ReleaseAsync(ContentHarness.Id, false, "x", "user:counsel", CancellationToken.None);
                            isHeld = false;
                            break;
                        case 2:
                            bed.Clock.Advance(TimeSpan.FromDays(number * 4));
                            break;
                        default:
                            await TryAsync(() => bed.Sweep(FaultPlan.At(number, lost)).RunAsync(CancellationToken.None).AsTask());
                            break;
                    }

                    if (isHeld)
                    {
                        (await bed.ReadAsync(ContentHarness.Id, "request")).ShouldBe("first");
                    }
                }

                await bed.Holds().ReleaseAsync(ContentHarness.Id, false, "x", "user:counsel", CancellationToken.None);
                bed.Clock.Advance(TimeSpan.FromDays(31));
                await bed.Sweep().RunAsync(CancellationToken.None);
                (await bed.AllAsync()).ShouldBeEmpty();
                Parts(bed).ShouldBe(["case", "exchange", "exchange"]);
            },
            iter: 150);
    }

    private static string[] Parts(ContentHarness bed) =>
        [.. bed.Audit.Entries.Where(static e => e.Kind == AuditKinds.ContentExpired)
            .Select(static e => (e.Interaction, Part: e.Facts["part"]))
            .Distinct()
            .Select(static e => e.Part)
            .Order(StringComparer.Ordinal)];

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (StoreUnavailableException)
        {
            // The next one goes on.
        }
    }

    private static async Task<ContentHarness> FilledAsync(bool hasLog)
    {
        var bed = new ContentHarness(hasLog);
        await bed.KeepAsync(ContentHarness.Id, new ContentPart("request", ContentHarness.Bytes("first")));
        await bed.KeepAsync(
            ContentHarness.Other, new ContentPart("request", ContentHarness.Bytes("second")),
            new ContentPart("answer", ContentHarness.Large(2)));
        using var store = bed.Store();
        await store.PutAsync(ContentHarness.Id, "case", ContentHarness.Bytes("{}"), bed.Terms, CancellationToken.None);
        return bed;
    }
}
