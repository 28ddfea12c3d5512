using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Finds duties that no longer succeed and applications that no longer talk. An entry and an alert when a silence begins, an entry when it
/// ends.
/// </summary>
public sealed partial class SilenceDuty(
    Heartbeats heartbeats, IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock, ILogger<SilenceDuty> logger)
{
    /// <summary>A duty may miss so many runs.</summary>
    private const int Missed = 3;

    /// <summary>And be so late: heartbeats are written every few seconds, and this runs every minute.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    /// <summary>A gap between two runs that is no wait of a schedule: the machine slept, and everything with it.</summary>
    private static readonly TimeSpan Slept = TimeSpan.FromMinutes(5);

    private DateTimeOffset _started = clock.GetUtcNow();
    private DateTimeOffset _ran = clock.GetUtcNow();

    /// <summary>Throws <see cref="StoreUnavailableException"/>; nothing is lost by it.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var (now, expected) = (clock.GetUtcNow(), policies.Current.Monitoring.Expect);
        (_started, _ran) = (now - _ran > Slept ? now : _started, now);
        var known = await heartbeats.ReadAsync(cancellationToken);
        var never = expected.Keys.Select(static id => Heartbeats.Application + id)
            .Where(source => !known.Any(h => h.Source == source)).Select(source => new Heartbeat { Source = source, Last = _started });
        foreach (var heartbeat in known.Concat(never))
        {
            // Nothing beats while nothing runs: a start, or a machine that wakes, does not find everything silent that a stop silenced.
            var last = heartbeat.Last > _started ? heartbeat.Last : _started;
            var isSilent = LongestOf(heartbeat, expected) is { } longest && now - last > longest;
            if (isSilent != heartbeat.SilentSince is not null)
            {
                await ChangeAsync(heartbeat, isSilent, now, cancellationToken);
            }
        }
    }

    private static TimeSpan? LongestOf(Heartbeat heartbeat, FrozenDictionary<string, TimeSpan> expected) =>
        !heartbeat.Source.StartsWith(Heartbeats.Application, StringComparison.Ordinal) ? (heartbeat.Every * Missed) + Late
            : expected.TryGetValue(heartbeat.Source[Heartbeats.Application.Length..], out var longest) ? longest
            : null;

    private async ValueTask ChangeAsync(Heartbeat heartbeat, bool isSilent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = heartbeat.Last.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        Changed(logger, heartbeat.Source, isSilent ? "silent" : "heard again");
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = isSilent ? AuditKinds.SilenceFound : AuditKinds.SilenceEnded,
                Time = now,
                Actor = Actors.Guard,
                PolicyRevision = policies.Current.RevisionId,
                Facts = new Dictionary<string, string> { ["source"] = heartbeat.Source, ["last"] = last },
            },
            cancellationToken);
        if (isSilent)
        {
            MonitoringTelemetry.Add("silence");
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "monitoring.silence",
                    Severity = AlertSeverity.Critical,
                    Message = $"{heartbeat.Source} is silent: it last did what it should at {last}. See {MonitoringDuty.Runbook}#silence.",
                    Time = now,
                    DedupeKey = $"{heartbeat.Source} {last}",
                    Tags = new Dictionary<string, string>
                    {
                        ["source"] = heartbeat.Source,
                        ["runbook"] = $"{MonitoringDuty.Runbook}#silence",
                    },
                },
                cancellationToken);
        }

        await heartbeats.MarkAsync(heartbeat, isSilent ? heartbeat.Last : null, cancellationToken);
    }

    [LoggerMessage(3704, LogLevel.Warning, "{Source} is {State}")]
    private static partial void Changed(ILogger logger, string source, string state);
}
