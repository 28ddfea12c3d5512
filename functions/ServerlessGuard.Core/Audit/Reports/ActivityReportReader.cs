using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Reports;

/// <summary>Reads a period of the audit log and counts. It keeps counts and a few ids, never entries. Thread-safe.</summary>
/// <param name="log">The sequenced log.</param>
/// <param name="key">The log's public key: a checkpoint that it did not sign is refused.</param>
public sealed class ActivityReportReader(ILogSource log, NoteKey key)
{
    /// <summary>Examples of each reason.</summary>
    public const int MostExamples = 5;

    /// <summary>Groups beyond these are counted under one name, so that no log fills the memory.</summary>
    public const int MostGroups = 2000;

    /// <summary>Counts the entries since <paramref name="since"/>, at most the newest <paramref name="most"/>.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read, or is not signed by its key.</exception>
    public async Task<ActivityReport> ReadAsync(DateTimeOffset since, DateTimeOffset now, long most, CancellationToken cancellationToken)
    {
        var counts = new ActivityCounts();
        var reader = new LogReader(log);
        if (await reader.HeadAsync(key, cancellationToken) is not { } head)
        {
            return counts.ToReport(null, now, 0, isCut: false);
        }

        var begin = await FirstAsync(reader, since, head.Size, cancellationToken);
        var from = Math.Max(begin, head.Size - most);
        DateTimeOffset? first = null;
        await foreach (var (_, bytes) in reader.EntriesAsync(from, head.Size, cancellationToken))
        {
            // Writers' clocks differ: entries a little older than asked for may stand among newer ones.
            if (AuditEntryEncoding.Decode(bytes) is { Entry: { } entry } && entry.Time >= since)
            {
                first ??= entry.Time;
                counts.Add(entry);
            }
        }

        return counts.ToReport(first, now, head.Size - from, from > begin);
    }

    /// <summary>The index of the bundle's first entry from which on entries are not older, by bisection over bundles.</summary>
    private static async Task<long> FirstAsync(LogReader reader, DateTimeOffset since, long size, CancellationToken cancellationToken)
    {
        var (low, high) = (0L, (size + TileAddress.FullWidth - 1) / TileAddress.FullWidth);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var bundle = await reader.BundleAsync(middle, size, cancellationToken);
            var isOlder = AuditEntryEncoding.Decode(bundle[^1]) is { Entry: { } last } && last.Time < since;
            (low, high) = isOlder ? (middle + 1, high) : (low, middle);
        }

        return Math.Min(low * TileAddress.FullWidth, size);
    }
}
