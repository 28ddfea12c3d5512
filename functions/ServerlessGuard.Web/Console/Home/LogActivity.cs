using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>
/// Counts of the last day from the audit log, by the hour. It reads each entry once, keeps counts only, and reads at most
/// <see cref="MaxEntries"/> entries at a time: of a busier log it counts less than a day, and reports since when. Thread-safe.
/// </summary>
internal sealed class LogActivity(ILogSource log, ISecretStore secrets, TimeProvider clock) : IDisposable
{
    public const int MaxEntries = 50_000;

    private const int Hours = 24;
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<DateTimeOffset, ActivityHour> _hours = [];
    private NoteKey? _key;
    private long _next;
    private DateTimeOffset _since;
    private ActivityDay? _latest;
    private DateTimeOffset _read;

    /// <summary>
    /// The last 24 hours, oldest first. Throws <see cref="StoreUnavailableException"/> when the log cannot be read or is not signed by its
    /// key.
    /// </summary>
    public async ValueTask<ActivityDay> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_latest is null || now - _read >= FreshFor)
            {
                await CatchUpAsync(cancellationToken);
                _latest = DayAt(now);
                _read = now;
            }

            return _latest;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        _key ??= await LogKey.FindPublicAsync(secrets, cancellationToken);
        var reader = new LogReader(log);
        if (_key is null || await reader.HeadAsync(_key, cancellationToken) is not { } head)
        {
            return;
        }

        var from = Math.Max(_next, head.Size - MaxEntries);
        var isCut = from > _next;
        if (isCut)
        {
            _hours.Clear();
        }

        await foreach (var (index, bytes) in reader.EntriesAsync(from, head.Size, cancellationToken))
        {
            if (AuditEntryEncoding.Decode(bytes) is { Entry: { } entry })
            {
                if (isCut && index == from)
                {
                    _since = entry.Time;
                }

                HourOf(entry.Time).Add(entry);
            }

            // Advances with each entry, so that a cancelled read loses nothing.
            _next = index + 1;
        }
    }

    private ActivityHour HourOf(DateTimeOffset time)
    {
        var hour = Floor(time);
        if (!_hours.TryGetValue(hour, out var activity))
        {
            _hours.Add(hour, activity = new ActivityHour());
        }

        return activity;
    }

    private ActivityDay DayAt(DateTimeOffset now)
    {
        var last = Floor(now);
        foreach (var old in _hours.Keys.Where(hour => hour <= last.AddHours(-Hours)).ToArray())
        {
            _hours.Remove(old);
        }

        var hours = Enumerable.Range(0, Hours).Select(i => last.AddHours(i - Hours + 1)).ToArray();
        var counted = hours.Select(hour => _hours.GetValueOrDefault(hour)?.Copy() ?? new ActivityHour()).ToArray();
        return new ActivityDay(hours, counted, _since > hours[0] ? _since : null);
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.UtcDateTime.Date.AddHours(time.UtcDateTime.Hour), TimeSpan.Zero);
}
