using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>
/// Tells the log workspace of alerts (<see cref="AlertRows"/>): the same code and key at most every <see cref="RepeatInterval"/>,
/// so that what lasts is seen to last and a flood is no flood of rows.
/// </summary>
public sealed class AlertTelemetry(IAlertSink inner, LogSender sender, string duty, TimeProvider clock) : IAlertSink
{
    /// <summary>Shorter than the window of any query for alerts.</summary>
    public static readonly TimeSpan RepeatInterval = TimeSpan.FromMinutes(4);

    private const int MostKnown = 1000;

    private readonly ConcurrentDictionary<(string Code, string Key), DateTimeOffset> _told = new();

    public async ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (IsDue(alert))
        {
            sender.Enqueue([AlertRows.Of(alert, duty)]);
        }

        await inner.RaiseAsync(alert, cancellationToken);
    }

    private bool IsDue(Alert alert)
    {
        var (now, key) = (clock.GetUtcNow(), (alert.Code, alert.DedupeKey));
        if (_told.Count >= MostKnown)
        {
            foreach (var old in _told.Where(t => now - t.Value >= RepeatInterval))
            {
                _told.TryRemove(old);
            }
        }

        if (_told.TryGetValue(key, out var last))
        {
            return now - last >= RepeatInterval && _told.TryUpdate(key, now, last);
        }

        return _told.Count >= MostKnown || _told.TryAdd(key, now);
    }
}
