using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>Proves steps against one checkpoint, and verifies each proof before it is shown.</summary>
internal sealed class TraceProofs(TileReader tiles, NoteKey key, SignedNote checkpoint)
{
    /// <summary>Throws <see cref="StoreUnavailableException"/> when an entry is not the one that the root names.</summary>
    public async ValueTask<IReadOnlyList<TraceEntry>> OfAsync(
        IEnumerable<(long Index, ReadOnlyMemory<byte> Bytes, ChainedEntry Entry)> entries, CancellationToken cancellationToken)
    {
        var steps = new List<TraceEntry>();
        foreach (var (index, bytes, entry) in entries)
        {
            var proof = new TlogProof(index, await tiles.InclusionAsync(index, cancellationToken), checkpoint);
            if (!proof.Proves(bytes.Span, key))
            {
                throw new StoreUnavailableException($"Entry {index} is not the one that the audit log's root names. Run the verification.");
            }

            steps.Add(new TraceEntry(entry, bytes, proof));
        }

        return steps;
    }
}
