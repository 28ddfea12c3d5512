using System.Text;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Content;

public sealed class ContentLogTests
{
    private readonly ContentHarness _bed = new(hasLog: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Expires => _bed.Clock.GetUtcNow() + TimeSpan.FromDays(30);

    /// <summary>A fault at every call: what was acknowledged is found, and the log takes content again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finds_WhatItAcknowledged_WhateverCallFails(bool lostAnswer)
    {
        for (var at = 1; ; at++)
        {
            var bed = new ContentHarness(hasLog: true);
            var plan = FaultPlan.At(at, lostAnswer);
            var log = bed.Log(plan)!;
            using var store = bed.Store(log: log);
            var (kept, ids) = (new List<string>(), new SystemEntropy(bed.Clock));
            for (var i = 0; i < 4; i++)
            {
                var id = ids.NewId();
                try
                {
                    await store.PrepareAsync(id, bed.Terms, Cancel);
                    var key = await store.NewKeyAsync(id, Cancel);
                    await store.WriteAsync(key, bed.Terms, [new ContentPart("request", Encoding.UTF8.GetBytes(id))], Cancel);
                    kept.Add(id);
                }
                catch (StoreUnavailableException)
                {
                    // Not acknowledged: it may be there or not.
                }
            }

            await log.DisposeAsync();
            kept.Count.ShouldBeGreaterThanOrEqualTo(3, $"fault at {at}");
            foreach (var id in kept)
            {
                (await bed.ReadAsync(id, "request")).ShouldBe(id, $"fault at {at}");
            }

            if (plan.Calls < at)
            {
                at.ShouldBeGreaterThan(5);
                return;
            }
        }
    }

    [Fact]
    public async Task Content_LiesInOneLane_ForEachEnd_AndTheLogListsNoOther()
    {
        await using (var log = _bed.Log()!)
        {
            foreach (var days in (int[])[30, 1, 30])
            {
                await log.AppendAsync(_bed.Clock.GetUtcNow() + TimeSpan.FromDays(days), new byte[] { 1 });
            }
        }

        (await _bed.Lanes.OpenAsync("other", Cancel)).ShouldNotBeNull();
        await using var again = _bed.Log()!;
        (await again.ListAsync(Cancel)).Select(static lane => lane.Expires.Day).ShouldBe([2, 31]);
    }

    [Fact]
    public async Task AppendsThatWaitTogether_ShareAnAppend()
    {
        var plan = new FaultPlan(static _ => false);
        await using var log = _bed.Log(plan)!;
        await log.PrepareAsync(Expires);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => log.AppendAsync(Expires, new byte[] { (byte)i }).AsTask()));
        plan.Calls.ShouldBeLessThan(150, "opening the lane, and appends of many each");
    }

    /// <summary>An append that takes too long has failed, and none is taken meanwhile: recovery relies on it.</summary>
    [Fact]
    public async Task RefusesAppends_WhileOneDoesNotBecomeDurable()
    {
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var log = new ContentLog(
            new FaultingExpiringLogs(_bed.Lanes, new FaultPlan(call =>
            {
                if (call == 2)
                {
                    reached.SetResult();
                    goOn.Task.Wait();
                }

                return false;
            })),
            _bed.Entropy, _bed.Clock);
        var slow = log.AppendAsync(Expires, new byte[] { 1 }).AsTask();
        await reached.Task;
        _bed.Clock.Advance(ContentLog.Longest + TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await log.AppendAsync(Expires, new byte[] { 2 }));
        goOn.SetResult();
        await Should.ThrowAsync<StoreUnavailableException>(slow);
        await log.AppendAsync(Expires, new byte[] { 3 });
    }

    /// <summary>The end is at least the tier's, at most a step later, and the same for all that begin within a step.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(600, 9)]
    [InlineData(86_400, 900)]
    [InlineData(2_592_000, 900)]
    public void Terms_EndInSteps(int retention, int step)
    {
        var ends = new HashSet<DateTimeOffset>();
        var start = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        for (var second = 0; second < step * 4; second++)
        {
            var now = start.AddSeconds(second).AddTicks(1);
            var end = ContentTerms.Of("a", "t", now, TimeSpan.FromSeconds(retention)).Expires;
            (end - now).ShouldBeInRange(TimeSpan.FromSeconds(retention), TimeSpan.FromSeconds(retention + step));
            ends.Add(end);
        }

        ends.Count.ShouldBeInRange(4, 5);
    }

    [Fact]
    public void Lane_MayHold_WhatBeganAboutItsOpening_OrTellsNoTime()
    {
        var ids = new SystemEntropy(_bed.Clock);
        var before = ids.NewId();
        _bed.Clock.Advance(TimeSpan.FromHours(3));
        var lane = ContentLane.Of(new LogWriter(ContentLane.NameOf(Expires, ids.NewId()), WriterState.Stopped))!;
        lane.MayHold(before).ShouldBeFalse();
        lane.MayHold(ids.NewId()).ShouldBeTrue();
        lane.MayHold("an-id-of-another-kind").ShouldBeTrue();
        _bed.Clock.Advance(TimeSpan.FromHours(2));
        lane.MayHold(ids.NewId()).ShouldBeTrue();
        _bed.Clock.Advance(TimeSpan.FromHours(1));
        lane.MayHold(ids.NewId()).ShouldBeFalse();
    }
}
