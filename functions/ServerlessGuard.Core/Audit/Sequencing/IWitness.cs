using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// A second signer that keeps the newest checkpoint it has seen and signs only what that is a prefix of. Run by someone
/// other than the log's keeper, it makes rewriting the whole log visible.
/// </summary>
public interface IWitness
{
    /// <summary>
    /// The cosignature of a checkpoint of this size, or null: it refuses. <paramref name="prove"/> gives the proof that
    /// leads from the size it signed last. Throws <see cref="Ports.StoreUnavailableException"/> when it does not answer.
    /// </summary>
    ValueTask<NoteSignature?> CosignAsync(
        SignedNote checkpoint, long size, Func<long, CancellationToken, ValueTask<IReadOnlyList<MerkleHash>>> prove,
        CancellationToken cancellationToken);
}

/// <summary>
/// The result of a run: the log's size now, the entries it added, and the writers whose logs are faulty: of those, nothing
/// from the fault on is integrated.
/// </summary>
public sealed record SequencingResult(long Size, long Added, IReadOnlyList<string> Faulty);
