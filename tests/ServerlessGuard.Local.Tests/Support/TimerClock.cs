using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>A clock that goes on only to the timers that are set, so that a test knows when a loop waits and for how long.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>The time until the next timer that is set, and was not yet asked for; waits for it.</summary>
    public ValueTask<TimeSpan> NextTimerAsync(CancellationToken cancellationToken) => _timers.Reader.ReadAsync(cancellationToken);

    /// <summary>Goes on from timer to timer until the task ends.</summary>
    public async Task GoOnUntilAsync(Task end, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (!end.IsCompleted)
        {
            var isSet = _timers.Reader.WaitToReadAsync(stop.Token).AsTask();
            if (await Task.WhenAny(end, isSet) == isSet && _timers.Reader.TryRead(out var due))
            {
                Advance(due);
            }
        }

        await stop.CancelAsync();
        await end;
    }
}
