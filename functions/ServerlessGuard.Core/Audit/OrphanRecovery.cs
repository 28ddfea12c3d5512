using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Closes what crashed instances left open: for every opening entry without a closing one, in a log that nobody holds,
/// appends <see cref="AuditKinds.InteractionInterrupted"/> to this instance's log; then seals the log, so that it is
/// never read again. A log is claimed before it is read, so a running instance's interactions are never taken for
/// orphans and two recoveries do not work on the same log. Running it again changes nothing. Memory grows with the
/// interactions that were open at the same moment, not with the logs. A damaged log is left as it is and reported.
/// </summary>
public sealed class OrphanRecovery(IAppendLogs logs, IAuditLog audit, TimeProvider clock)
{
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
            var interrupted = new HashSet<string>(StringComparer.Ordinal);
            if (claims.Count > 0)
            {
                foreach (var other in writers.Where(w => w.State != WriterState.Sealed))
                {
                    await CollectAsync(other.Name, interrupted, cancellationToken);
                }
            }

            return await CloseAsync(writer, claims, interrupted, cancellationToken);
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

    private async Task CollectAsync(string writer, HashSet<string> interrupted, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var frame in logs.ReadAsync(writer, cancellationToken))
            {
                if (AuditEntryEncoding.Decode(frame)?.Entry is { Kind: AuditKinds.InteractionInterrupted, Interaction: { } id })
                {
                    interrupted.Add(id);
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // A damaged log: at worst an interaction is recorded as interrupted twice, which changes nothing for a reader.
        }
    }

    private async Task<RecoveryResult> CloseAsync(
        string writer, List<IAppendLog> claims, HashSet<string> interrupted, CancellationToken cancellationToken)
    {
        var closed = 0;
        var damaged = new List<string>();
        var whole = new List<string>();
        foreach (var claim in claims)
        {
            var (open, isWhole) = await OpenInteractionsAsync(claim, cancellationToken);
            foreach (var orphan in open.Values.Where(o => !interrupted.Contains(o.Entry.Interaction!)).OrderBy(o => o.Sequence))
            {
                await audit.AppendAsync(Interruption(orphan), cancellationToken);
                closed++;
            }

            (isWhole ? whole : damaged).Add(claim.Writer);
        }

        // Sealed last: were a log sealed before its predecessor is done, its own interruptions would be read no more.
        foreach (var name in whole)
        {
            await logs.SealAsync(name, cancellationToken);
        }

        var left = await logs.ListAsync(cancellationToken);
        var claimed = claims.Select(c => c.Writer).ToHashSet(StringComparer.Ordinal);
        damaged.AddRange(
            left.Where(w => w.State == WriterState.Stopped && w.Name != writer && !claimed.Contains(w.Name)).Select(w => w.Name));
        return new RecoveryResult(closed, whole.Count, damaged);
    }

    private static async Task<(Dictionary<string, ChainedEntry> Open, bool IsWhole)> OpenInteractionsAsync(
        IAppendLog log, CancellationToken cancellationToken)
    {
        var open = new Dictionary<string, ChainedEntry>(StringComparer.Ordinal);
        var isWhole = true;
        await foreach (var read in AuditReader.ReadAsync(log.Writer, log.ReadAsync(cancellationToken), cancellationToken))
        {
            isWhole &= read.Fault is null;
            if (read.Entry is not { Entry.Interaction: { } id } entry)
            {
                continue;
            }

            if (entry.Entry.Kind == AuditKinds.InteractionOpened)
            {
                open[id] = entry;
            }
            else if (entry.Entry.Kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted)
            {
                open.Remove(id);
            }
        }

        return (open, isWhole);
    }

    private AuditEntry Interruption(ChainedEntry opened) => new()
    {
        Kind = AuditKinds.InteractionInterrupted,
        Time = clock.GetUtcNow(),
        Interaction = opened.Entry.Interaction,
        Application = opened.Entry.Application,
        Tier = opened.Entry.Tier,
        PolicyRevision = opened.Entry.PolicyRevision,
        Actor = Actors.Guard,
        Facts = new Dictionary<string, string> { ["opened"] = opened.Hash, ["writer"] = opened.Writer },
    };
}

/// <summary>
/// The result of a recovery: interactions closed as interrupted, logs that are done with (sealed), and writers whose chain
/// is broken (their orphans are closed as far as they can be read; the logs stay unsealed).
/// </summary>
public sealed record RecoveryResult(int Interrupted, int Sealed, IReadOnlyList<string> Damaged);
