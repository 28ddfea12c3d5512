using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Admission;

/// <summary>
/// Counts the requests and tokens of each caller in the sliding period of its limits. An answer's tokens are known when it is over, so a
/// caller may
/// exceed its tokens by the answers under way, and waits the longer. Each process counts for itself. Thread-safe.
/// </summary>
public sealed class CallerWindows(TimeProvider clock)
{
    private const int PrunedAbove = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Caller, bool IsTokens), Window> _windows = [];

    /// <summary>Counts a request; or, where it would be too many, or too many tokens were used, the time until it would not be.</summary>
    public TimeSpan? Admit(string caller, CallerLimits limits)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(limits);
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var wait = limits.Tokens is { } tokens ? Of_NeedsLock(caller, true, tokens).WaitFor(now, tokens.Count, 1) : TimeSpan.Zero;
            if (limits.Requests is not { } requests)
            {
                return wait > TimeSpan.Zero ? wait : null;
            }

            var window = Of_NeedsLock(caller, false, requests);
            var longer = window.WaitFor(now, requests.Count, 1);
            wait = longer > wait ? longer : wait;
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            window.Add(now, 1);
            return null;
        }
    }

    /// <summary>Counts the tokens of an answer.</summary>
    public void Spend(string caller, CallerLimits limits, long tokens)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Tokens is { } limit && tokens > 0)
        {
            lock (_gate)
            {
                Of_NeedsLock(caller, true, limit).Add(clock.GetUtcNow(), tokens);
            }
        }
    }

    private Window Of_NeedsLock(string caller, bool isTokens, RateLimit limit)
    {
        if (_windows.TryGetValue((caller, isTokens), out var window) && window.Period == limit.Period)
        {
            return window;
        }

        if (_windows.Count >= PrunedAbove)
        {
            foreach (var idle in _windows.Where(one => one.Value.IsEmpty(clock.GetUtcNow())).Select(static one => one.Key).ToList())
            {
                _windows.Remove(idle);
            }
        }

        return _windows[(caller, isTokens)] = new Window(limit.Period);
    }

    /// <summary>The counts of a period in slices: what is counted leaves a slice's length late, never early.</summary>
    private sealed class Window(TimeSpan period)
    {
        private const int Slices = 60;
        private readonly Queue<(DateTimeOffset End, long Count)> _slices = new();
        private readonly TimeSpan _slice = period / Slices;
        private (DateTimeOffset End, long Count) _newest;
        private long _sum;

        public TimeSpan Period => period;

        public bool IsEmpty(DateTimeOffset now)
        {
            Forget(now);
            return _sum == 0;
        }

        /// <summary>Zero when <paramref name="more"/> fit.</summary>
        public TimeSpan WaitFor(DateTimeOffset now, long most, long more)
        {
            Forget(now);
            var over = _sum + more - most;
            foreach (var (end, count) in _slices.Append(_newest))
            {
                if (over <= 0)
                {
                    break;
                }

                over -= count;
                if (over <= 0)
                {
                    return end + period - now;
                }
            }

            return TimeSpan.Zero;
        }

        public void Add(DateTimeOffset now, long count)
        {
            Forget(now);
            if (now >= _newest.End)
            {
                if (_newest.Count > 0)
                {
                    _slices.Enqueue(_newest);
                }

                _newest = (now + _slice, 0);
            }

            _newest.Count += count;
            _sum += count;
        }

        private void Forget(DateTimeOffset now)
        {
            while (_slices.TryPeek(out var oldest) && oldest.End + period <= now)
            {
                _sum -= _slices.Dequeue().Count;
            }

            if (_newest.Count > 0 && _newest.End + period <= now)
            {
                _sum -= _newest.Count;
                _newest = default;
            }
        }
    }
}
