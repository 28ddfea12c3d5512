using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// A witness of one log (C2SP tlog-cosignature): remembers the newest checkpoint it signed and signs the next one only
/// with a proof that it continues it. <paramref name="save"/> must have kept the note before the cosignature leaves.
/// One call at a time.
/// </summary>
public sealed class Witness(NoteSigner signer, NoteKey log, TimeProvider clock, ReadOnlyMemory<byte>? kept, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> save) : IWitness
{
    private Checkpoint? _last = kept is { } note
        ? Checkpoint.Open(note.Span, log, out _) ?? throw new ArgumentException("The kept checkpoint is not the log's.", nameof(kept)) : null;

    public ValueTask<long> SizeAsync(string origin, CancellationToken cancellationToken) => new(origin == log.Name ? _last?.Size ?? 0 : 0);

    public async ValueTask<NoteSignature?> CosignAsync(SignedNote checkpoint, long from, IReadOnlyList<MerkleHash> proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var note = checkpoint.ToBytes();
        if (Checkpoint.Open(note, log, out _) is not { } next || from != (_last?.Size ?? 0)
            || !MerkleProofs.IsConsistent(from, next.Size, _last?.Root ?? MerkleHash.EmptyTree, next.Root, proof))
        {
            return null;
        }

        await save(note, cancellationToken);
        _last = next;
        return signer.Sign(checkpoint.Text, clock.GetUtcNow());
    }
}
