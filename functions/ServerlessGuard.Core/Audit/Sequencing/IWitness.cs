using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// A second signer that keeps the newest checkpoint it has seen and signs only what that is a prefix of. Run by someone
/// other than the log's keeper, it makes rewriting the whole log visible.
/// </summary>
public interface IWitness
{
    /// <summary>The size it signed last; 0 when none. Throws <see cref="Ports.StoreUnavailableException"/> when it does not answer.</summary>
    ValueTask<long> SizeAsync(string origin, CancellationToken cancellationToken);

    /// <summary>The cosignature, or null: it refuses. The proof leads from its size to the checkpoint's.</summary>
    ValueTask<NoteSignature?> CosignAsync(SignedNote checkpoint, long from, IReadOnlyList<MerkleHash> proof, CancellationToken cancellationToken);
}
