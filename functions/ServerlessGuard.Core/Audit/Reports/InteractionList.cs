using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Reports;

/// <summary>
/// The interactions of the audit log, newest first, by pages. A page reads at most <see cref="MostEntries"/> entries, however long the log
/// is and whatever the filter leaves: where that ends it, the page says from where to read on. Thread-safe.
/// </summary>
/// <param name="log">The sequenced log.</param>
/// <param name="key">The log's public key: a checkpoint that it did not sign is refused.</param>
public sealed class InteractionList(ILogSource log, NoteKey key)
{
    /// <summary>How many entries a page reads at most.</summary>
    public const int MostEntries = 20_000;

    /// <summary>A page of closed interactions before <paramref name="before"/> (an index of the log; null: from the end on).</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read, or is not signed by its key.</exception>
    public async Task<InteractionPage> ReadAsync(
        Func<AuditEntry, bool> filter, long? before, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var reader = new LogReader(log);
        if (await reader.HeadAsync(key, cancellationToken) is not { } head)
        {
            return new InteractionPage([], null, null);
        }

        var end = Math.Clamp(before ?? head.Size, 0, head.Size);
        var (found, oldest) = (new List<AuditEntry>(), (DateTimeOffset?)null);
        var at = end;
        for (var least = Math.Max(0, end - MostEntries); at > least && found.Count < size;)
        {
            var number = (at - 1) / TileAddress.FullWidth;
            var bundle = await reader.BundleAsync(number, head.Size, cancellationToken);
            for (var first = number * TileAddress.FullWidth; at > first && found.Count < size;)
            {
                var entry = AuditEntryEncoding.Decode(bundle[(int)(--at - first)])?.Entry;
                oldest = entry?.Time ?? oldest;
                if (entry is { Kind: AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted, Interaction: not null }
                    && filter(entry))
                {
                    found.Add(entry);
                }
            }
        }

        return new InteractionPage(found, at > 0 ? at : null, oldest);
    }
}

/// <summary>A page of interactions.</summary>
/// <param name="Entries">Their last entries, newest first.</param>
/// <param name="Next">The position at which the next page begins; null at the log's beginning.</param>
/// <param name="Oldest">The time of the oldest entry that was read; null where none was.</param>
public sealed record InteractionPage(IReadOnlyList<AuditEntry> Entries, long? Next, DateTimeOffset? Oldest);
