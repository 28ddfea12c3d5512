using Microsoft.Extensions.Time.Testing;

namespace ServerlessGuard.Core.Tests.Journals;

/// <summary>Virtual time in which calls may act late, and other workers work while one is suspended.</summary>
internal abstract class FaultHarness
{
    private readonly List<(DateTimeOffset At, Func<Task> Act)> _later = [];
    private bool _meanwhile;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How many faults struck.</summary>
    public int Struck { get; set; }

    /// <summary>Whether a call has yet to act.</summary>
    public bool IsCallPending => _later.Count > 0;

    public void Later(TimeSpan delay, Func<Task> act) => _later.Add((Clock.GetUtcNow() + delay, act));

    public async Task AdvanceAsync(TimeSpan time)
    {
        var end = Clock.GetUtcNow() + time;
        while (_later.Where(l => l.At <= end).OrderBy(static l => l.At).FirstOrDefault() is { Act: not null } next)
        {
            _later.Remove(next);
            Clock.Advance(Max(next.At - Clock.GetUtcNow()));
            await next.Act();
        }

        Clock.Advance(Max(end - Clock.GetUtcNow()));
        await OnAdvancedAsync();
    }

    /// <summary>Time passes and another worker works, while one is suspended in the middle of a call.</summary>
    public async Task MeanwhileAsync(TimeSpan stall)
    {
        if (_meanwhile)
        {
            return;
        }

        _meanwhile = true;
        await WorkMeanwhileAsync(stall);
        _meanwhile = false;
    }

    protected abstract Task WorkMeanwhileAsync(TimeSpan stall);

    protected virtual Task OnAdvancedAsync() => Task.CompletedTask;

    private static TimeSpan Max(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
