using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>
/// Tells an interaction's trace from the log. Looks through the whole log, once per round of joins: an index would be one
/// more thing to trust. Entries join by <c>facts["trace"]</c> and <c>facts["parent"]</c>.
/// </summary>
public sealed class CorrelatedTraceReader(ILogSource source, NoteKey key)
{
    /// <summary>The most steps that a trace shows, and the most interactions it joins.</summary>
    public const int MostSteps = 2000;

    private const int MostInteractions = 200;
    private const int MostRounds = 6;

    /// <summary>
    /// The trace of an interaction's id, a trace id or a traceparent; without steps when the log knows none. Throws
    /// <see cref="StoreUnavailableException"/> when the log is not signed by the key, or a step's proof does not hold.
    /// </summary>
    public async ValueTask<CorrelatedTrace> ReadAsync(string subject, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        var trace = TraceParent.Parse(subject)?.TraceId ?? (TraceParent.IsTraceId(subject) ? subject : null);
        var joins = new TraceCorrelator(trace ?? subject, trace is not null, MostInteractions);
        if (await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } note)
        {
            return new CorrelatedTrace
            {
                Subject = joins.Subject,
                Interactions = [],
                Entries = [],
                RelatedEvents = [],
                Checkpoint = null,
                IsCut = false
            };
        }

        var head = Checkpoint.Open(note.Span, key, out var signed)
            ?? throw new StoreUnavailableException("The audit log's checkpoint is not signed by its key.");
        var found = new List<(long Index, ReadOnlyMemory<byte> Bytes, ChainedEntry Entry)>();
        var rounds = 0;
        do
        {
            found.Clear();
            await foreach (var (index, bytes) in new LogReader(source).EntriesAsync(0, head.Size, cancellationToken))
            {
                // Most entries are of other interactions and need not be decoded.
                if (joins.MayConcern(bytes.Span)
                    && AuditEntryEncoding.Decode(bytes) is { } entry
                    && joins.Take(entry.Entry)
                    && found.Count <= MostSteps)
                {
                    found.Add((index, bytes, entry));
                }
            }
        }
        while (joins.HasGrown() && ++rounds < MostRounds);

        var proofs = new TraceProofs(new TileReader(source, head.Size), key, signed!);
        return new CorrelatedTrace
        {
            Subject = joins.Subject,
            Interactions = joins.Found,
            Entries = await proofs.OfAsync(found.Take(MostSteps), cancellationToken),
            RelatedEvents = await proofs.OfAsync(await RelatedEventsAsync(head.Size, found, cancellationToken), cancellationToken),
            Checkpoint = signed,
            IsCut = joins.IsFull || found.Count > MostSteps || rounds == MostRounds,
        };
    }

    /// <summary>
    /// Of each policy revision that judged, the last entry before that says it is in force; of each model, the last entry
    /// of each kind that reports its deployments.
    /// </summary>
    private async ValueTask<List<(long Index, ReadOnlyMemory<byte> Bytes, ChainedEntry Entry)>> RelatedEventsAsync(
        long size, List<(long Index, ReadOnlyMemory<byte> Bytes, ChainedEntry Entry)> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var revisions = found.Select(static f => f.Entry.Entry.PolicyRevision).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var models = found.Select(static f => f.Entry.Entry.Facts.GetValueOrDefault("model"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var names = revisions.Concat(models).Select(Encoding.UTF8.GetBytes).ToArray();
        var last = new Dictionary<string, (long, ReadOnlyMemory<byte>, ChainedEntry)>(StringComparer.Ordinal);
        await foreach (var (index, bytes) in new LogReader(source).EntriesAsync(0, size, cancellationToken))
        {
            if (index >= found[^1].Index)
            {
                break;
            }

            if (bytes.Span.IndexOf("\"interaction\":"u8) >= 0
                || !names.Any(name => bytes.Span.IndexOf(name) >= 0)
                || AuditEntryEncoding.Decode(bytes) is not { } entry)
            {
                continue;
            }

            if (Topic(entry.Entry, revisions, models) is { } topic)
            {
                last[topic] = (index, bytes, entry);
            }
        }

        return [.. last.Values.OrderBy(static one => one.Item1)];
    }

    private static string? Topic(AuditEntry entry, HashSet<string> revisions, HashSet<string> models) => entry.Kind switch
    {
        AuditKinds.PolicyLoaded or AuditKinds.HostStarted when entry.PolicyRevision is { } revision && revisions.Contains(revision) =>
            "policy " + revision,
        AuditKinds.DeploymentObserved or AuditKinds.DeploymentDrifted or AuditKinds.AttestationAccepted or AuditKinds.RollbackStarted
            or AuditKinds.RollbackVerified or AuditKinds.ModelStopped
            when entry.Facts.GetValueOrDefault("model") is { } model && models.Contains(model) => $"{entry.Kind} {model}",
        _ => null,
    };
}
