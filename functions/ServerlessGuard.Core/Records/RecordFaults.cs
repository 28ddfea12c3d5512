using System.Collections.Concurrent;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

/// <summary>
/// Says that a stored record was refused: an alert and an entry, once per record and fault in each process. Never throws what a store
/// throws: the record stays refused. Thread-safe.
/// </summary>
/// <param name="alerts">Found at the first fault: alerts are documents too.</param>
/// <param name="audit">The same for the log.</param>
/// <param name="clock">Time.</param>
public sealed class RecordFaults(Func<IAlertSink?> alerts, Func<IAuditLog?> audit, TimeProvider clock)
{
    /// <summary>The alert's code.</summary>
    public const string Code = "record.refused";

    /// <summary>The document is not one that a guard wrote there.</summary>
    public const string Altered = "altered";

    /// <summary>The document is one that a guard wrote, and the log knows a later one.</summary>
    public const string Older = "older";

    /// <summary>The log knows the document, and it is gone.</summary>
    public const string Missing = "missing";

    /// <summary>A log of a writer that has stopped cannot be read to its end: what it says of records is not known.</summary>
    public const string Damaged = "damaged";

    private const int MostTold = 10_000;
    private readonly ConcurrentDictionary<(string, string, string), bool> _told = new();
    private readonly AsyncLocal<bool> _telling = new();

    public async ValueTask ReportAsync(string partition, string key, string fault, CancellationToken cancellationToken)
    {
        // An alert and an incident are documents as well: one that is altered tells nothing about itself.
        if (_telling.Value || _told.Count >= MostTold || !_told.TryAdd((partition, key, fault), true))
        {
            return;
        }

        _telling.Value = true;
        try
        {
            if (audit() is { } log)
            {
                await log.AppendAsync(Entry(partition, key, fault), cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            // The guard is closed then, and the alert still goes out.
        }
        finally
        {
            await RaiseAsync(partition, key, fault, cancellationToken);
            _telling.Value = false;
        }
    }

    private AuditEntry Entry(string partition, string key, string fault) => new()
    {
        Kind = AuditKinds.RecordRefused,
        Time = clock.GetUtcNow(),
        Actor = Actors.Guard,
        Facts = new Dictionary<string, string> { ["partition"] = partition, ["key"] = key, ["fault"] = fault },
    };

    private async ValueTask RaiseAsync(string partition, string key, string fault, CancellationToken cancellationToken)
    {
        if (alerts() is { } sink)
        {
            await sink.RaiseAsync(
                new Alert
                {
                    Code = Code,
                    Severity = AlertSeverity.Critical,
                    Message = $"The document {key} of {partition} is {fault}: somebody changed the stores beside the guard.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = $"{partition}/{key}/{fault}",
                    Tags = new Dictionary<string, string> { ["partition"] = partition, ["fault"] = fault },
                },
                cancellationToken);
        }
    }
}
