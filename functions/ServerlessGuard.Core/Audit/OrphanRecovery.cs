using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Closes what crashed instances left open: for every opening entry without a closing one, in a log that nobody holds,
/// appends <see cref="AuditKinds.InteractionInterrupted"/> to this instance's log; then seals the log, so that it is
/// never read again. A log is claimed before it is read, so a running instance's interactions are never taken for
/// orphans and two recoveries do not work on the same log. Running it again changes nothing. Memory grows with the
/// interactions that were open at the same moment, not with the logs. A damaged log is left as it is and reported. Where content is
/// written beside the closing entry, an entry says of which the crash left none (<see cref="AuditKinds.ContentLost"/>).
/// </summary>
public sealed class OrphanRecovery(
    IAppendLogs logs, IAuditLog audit, TimeProvider clock, IKeptContent? content = null, SettledPlaces? places = null)
{
    /// <summary>
    /// Closing entries that a log may hold behind one whose content was not durable: an append of content takes at most half a minute, and
    /// while one takes longer no other begins.
    /// </summary>
    internal static readonly TimeSpan LastContent = TimeSpan.FromMinutes(2);

    private static ReadOnlySpan<byte> Interrupted => "\"kind\":\"interaction.interrupted\""u8;

    private static ReadOnlySpan<byte> Lost => "\"kind\":\"content.lost\""u8;

    /// <param name="writer">This instance's own writer, which is left alone.</param>
    public async Task<RecoveryResult> RunAsync(string writer, CancellationToken cancellationToken)
    {
        var claims = new List<IAppendLog>();
        try
        {
            var writers = await logs.ListAsync(cancellationToken);
            foreach (var stopped in writers.Where(w => w.State == WriterState.Stopped && w.Name != writer))
            {
                if (await TryClaimAsync(stopped.Name, cancellationToken) is { } claim)
                {
                    claims.Add(claim);
                }
            }

            // A recovery that crashed before it sealed has left its entries in a log that is not sealed either.
            var told = new HashSet<(string Kind, string Interaction)>();
            if (claims.Count > 0)
            {
                foreach (var other in writers.Where(w => w.State != WriterState.Sealed))
                {
                    await CollectAsync(other.Name, told, cancellationToken);
                }
            }

            return await CloseAsync(writer, claims, told, cancellationToken);
        }
        finally
        {
            foreach (var claim in claims)
            {
                await claim.DisposeAsync();
            }
        }
    }

    private async Task<IAppendLog?> TryClaimAsync(string writer, CancellationToken cancellationToken)
    {
        try
        {
            return await logs.OpenAsync(writer, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Held by another recovery meanwhile, sealed by it, or damaged: the log's verifier reports damage.
            return null;
        }
    }

    private async Task CollectAsync(string writer, HashSet<(string, string)> told, CancellationToken cancellationToken)
    {
        try
        {
            var (_, frames) = await ReadOnAsync(writer, cancellationToken);
            await foreach (var frame in frames)
            {
                if ((frame.Span.IndexOf(Interrupted) >= 0 || frame.Span.IndexOf(Lost) >= 0)
                    && AuditEntryEncoding.Decode(frame)?.Entry is
                    { Kind: AuditKinds.InteractionInterrupted or AuditKinds.ContentLost, Interaction: { } id } entry)
                {
                    told.Add((entry.Kind, id));
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // A damaged log: at worst an interaction is recorded as interrupted twice, which changes nothing for a reader.
        }
    }

    private async Task<RecoveryResult> CloseAsync(
        string writer, List<IAppendLog> claims, HashSet<(string, string)> told, CancellationToken cancellationToken)
    {
        var closed = 0;
        var damaged = new List<string>();
        var whole = new List<string>();
        foreach (var claim in claims)
        {
            var (open, last, isWhole) = await OpenInteractionsAsync(claim.Writer, cancellationToken);
            foreach (var orphan in open.Values
                .Where(o => !told.Contains((AuditKinds.InteractionInterrupted, o.Entry.Interaction!)))
                .OrderBy(o => o.Sequence))
            {
                await audit.AppendAsync(
                    Told(AuditKinds.InteractionInterrupted, orphan, new() { ["opened"] = orphan.Hash, ["writer"] = orphan.Writer }),
                    cancellationToken);
                closed++;
            }

            last.RemoveAll(entry => told.Contains((AuditKinds.ContentLost, entry.Entry.Interaction!)));
            await TellLostAsync(last, cancellationToken);

            (isWhole ? whole : damaged).Add(claim.Writer);
        }

        // Sealed last: were a log sealed before its predecessor is done, its own interruptions would be read no more.
        foreach (var name in whole)
        {
            await logs.SealAsync(name, cancellationToken);
        }

        var left = await logs.ListAsync(cancellationToken);
        if (places is not null)
        {
            await places.PruneAsync(
                left.Where(static w => w.State != WriterState.Sealed).Select(static w => w.Name).ToHashSet(StringComparer.Ordinal),
                cancellationToken);
        }

        var claimed = claims.Select(c => c.Writer).ToHashSet(StringComparer.Ordinal);
        damaged.AddRange(
            left.Where(w => w.State == WriterState.Stopped && w.Name != writer && !claimed.Contains(w.Name)).Select(w => w.Name));
        return new RecoveryResult(closed, whole.Count, damaged);
    }

    /// <summary>Finds what is open at the log's end, and the closing entries of which a crash can have left no content.</summary>
    private async Task<(Dictionary<string, ChainedEntry> Open, List<ChainedEntry> Last, bool IsWhole)> OpenInteractionsAsync(
        string writer, CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, ChainedEntry>(StringComparer.Ordinal);
        var last = new Queue<ChainedEntry>();
        var isWhole = true;
        try
        {
            var (place, frames) = await ReadOnAsync(writer, cancellationToken);
            await foreach (var read in AuditReader.ReadAsync(writer, frames, place, cancellationToken))
            {
                isWhole &= read.Fault is null;
                if (read.Entry is { Entry.Interaction: not null } entry)
                {
                    Follow(entry, open, last);
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // Damaged in the middle: it is reported, and what could be read is closed.
            isWhole = false;
        }

        return (open, [.. last], isWhole);
    }

    private static void Follow(ChainedEntry entry, Dictionary<string, ChainedEntry> open, Queue<ChainedEntry> last)
    {
        var id = entry.Entry.Interaction!;
        if (entry.Entry.Kind == AuditKinds.InteractionOpened)
        {
            open[id] = entry;
        }
        else if (entry.Entry.Kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted)
        {
            open.Remove(id);
            if (entry.Entry.Facts.ContainsKey("content.until"))
            {
                last.Enqueue(entry);
                while (last.Peek().Entry.Time < entry.Entry.Time - LastContent)
                {
                    last.Dequeue();
                }
            }
        }
    }

    /// <summary>The frames of a log behind its kept place, where the log still has that; else all.</summary>
    private async ValueTask<(LogPlace Place, IAsyncEnumerable<ReadOnlyMemory<byte>> Frames)> ReadOnAsync(
        string writer, CancellationToken cancellationToken) =>
        places is not null
        && await places.FindAsync(writer, cancellationToken) is { Next: > 0 } place
        && await place.FollowAsync(logs, writer, cancellationToken) is { } frames
            ? (place, frames)
            : (LogPlace.Start, logs.ReadAsync(writer, cancellationToken));

    private async Task TellLostAsync(List<ChainedEntry> closed, CancellationToken cancellationToken)
    {
        if (content is null || closed.Count == 0)
        {
            return;
        }

        var missing = await content.MissingAsync([.. closed.Select(static entry => entry.Entry.Interaction!)], cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var entry in closed.Where(entry => missing.Contains(entry.Entry.Interaction!)))
        {
            // Content that has expired since is gone as well, and was not lost.
            if (DateTimeOffset.TryParse(
                entry.Entry.Facts["content.until"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                && until > now)
            {
                await audit.AppendAsync(
                    Told(AuditKinds.ContentLost, entry, new() { ["content"] = "unsealed" }), cancellationToken);
            }
        }
    }

    private AuditEntry Told(string kind, ChainedEntry of, Dictionary<string, string> facts) => new()
    {
        Kind = kind,
        Time = clock.GetUtcNow(),
        Interaction = of.Entry.Interaction,
        Application = of.Entry.Application,
        Tier = of.Entry.Tier,
        PolicyRevision = of.Entry.PolicyRevision,
        Actor = Actors.Guard,
        Facts = facts,
    };
}

/// <summary>
/// The result of a recovery: interactions closed as interrupted, logs that are done with (sealed), and writers whose chain
/// is broken (their orphans are closed as far as they can be read; the logs stay unsealed).
/// </summary>
public sealed record RecoveryResult(int Interrupted, int Sealed, IReadOnlyList<string> Damaged);
