using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>
/// Everything that the log says of one interaction, in the log's order. Looks through the whole log: an index would be
/// one more thing to trust.
/// </summary>
public static class InteractionTrace
{
    /// <summary>
    /// The steps; none when the log does not know the interaction. Throws <see cref="StoreUnavailableException"/> when
    /// the log is not signed by the key, or a step's proof does not hold.
    /// </summary>
    public static async ValueTask<IReadOnlyList<TraceStep>> ReadAsync(ILogSource source, NoteKey key, string interaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(interaction);
        if (await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } note)
        {
            return [];
        }

        var head = Checkpoint.Open(note.Span, key, out var signed) ?? throw new StoreUnavailableException("The audit log's checkpoint is not signed by its key.");
        var name = Encoding.UTF8.GetBytes(interaction);
        var tiles = new TileReader(source, head.Size);
        var steps = new List<TraceStep>();
        await foreach (var (index, bytes) in new LogReader(source).EntriesAsync(0, head.Size, cancellationToken))
        {
            // Most entries are of other interactions and need not be decoded.
            if (bytes.Span.IndexOf(name) < 0 || AuditEntryEncoding.Decode(bytes) is not { } entry || entry.Entry.Interaction != interaction)
            {
                continue;
            }

            var proof = new TlogProof(index, await tiles.InclusionAsync(index, cancellationToken), signed!);
            if (!proof.Proves(bytes.Span, key))
            {
                throw new StoreUnavailableException($"Entry {index} is not the one that the audit log's root names. Run the verification.");
            }

            steps.Add(new TraceStep(entry, bytes, proof));
        }

        return steps;
    }
}
