using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// A witness of one log (C2SP tlog-witness): remembers the newest checkpoint it signed and signs the next one only with a
/// proof that it continues it. <paramref name="save"/> must have kept the note before the cosignature leaves; two
/// submissions at once are taken one after the other.
/// </summary>
public sealed class Witness(
    NoteSigner signer, NoteKey log, TimeProvider clock, ReadOnlyMemory<byte>? kept,
    Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> save) : IWitness, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Checkpoint? _last = kept is { } note
        ? Checkpoint.Open(note.Span, log, out _) ?? throw new ArgumentException("The kept checkpoint is not the log's.", nameof(kept))
            : null;

    /// <summary>The size it signed last; 0 when none.</summary>
    public long Size => Volatile.Read(ref _last)?.Size ?? 0;

    public async ValueTask<WitnessResult> SubmitAsync(
        SignedNote checkpoint, long from, IReadOnlyList<MerkleHash> proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(proof);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var verdict = Judge(checkpoint, from, proof, out var next);
            if (verdict != WitnessVerdict.Cosigned)
            {
                return new WitnessResult(verdict, null, Size);
            }

            await save(checkpoint.ToBytes(), cancellationToken);
            Volatile.Write(ref _last, next);
            return new WitnessResult(verdict, signer.Sign(checkpoint.Text, clock.GetUtcNow()), Size);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask<NoteSignature?> CosignAsync(
        SignedNote checkpoint, long size, Func<long, CancellationToken, ValueTask<IReadOnlyList<MerkleHash>>> prove,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prove);
        var from = Size;
        return from > size
            ? null
            : (await SubmitAsync(checkpoint, from, await prove(from, cancellationToken), cancellationToken)).Signature;
    }

    public void Dispose() => _turn.Dispose();

    private WitnessVerdict Judge(SignedNote checkpoint, long from, IReadOnlyList<MerkleHash> proof, out Checkpoint? next)
    {
        next = Checkpoint.Parse(checkpoint.Text);
        if (next?.Origin != log.Name)
        {
            return next is null ? WitnessVerdict.Unsigned : WitnessVerdict.UnknownOrigin;
        }

        if (!checkpoint.IsSignedBy(log))
        {
            return WitnessVerdict.Unsigned;
        }

        if (from > next.Size)
        {
            return WitnessVerdict.BadSize;
        }

        if (from != Size || (from == next.Size && (_last?.Root ?? MerkleHash.EmptyTree) != next.Root))
        {
            return WitnessVerdict.Conflict;
        }

        return MerkleProofs.IsConsistent(from, next.Size, _last?.Root ?? MerkleHash.EmptyTree, next.Root, proof)
            ? WitnessVerdict.Cosigned
            : WitnessVerdict.Inconsistent;
    }
}

/// <summary>
/// A witness's answer to a checkpoint.
/// </summary>
/// <param name="Verdict">Whether it signs, and why not.</param>
/// <param name="Signature">The cosignature, where it signs.</param>
/// <param name="Size">The size it signed last.</param>
public sealed record WitnessResult(WitnessVerdict Verdict, NoteSignature? Signature, long Size);
