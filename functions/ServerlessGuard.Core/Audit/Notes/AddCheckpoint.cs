using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>
/// The body that submits a checkpoint to a witness (C2SP tlog-witness, add-checkpoint): the size it signed last, the proof from there, the
/// note.
/// </summary>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<MerkleHash> Proof, SignedNote Checkpoint)
{
    /// <summary>The answer's type where the old size is another than the witness's.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>The most lines of a proof.</summary>
    public const int LongestProof = 63;

    private const string Old = "old ";

    /// <summary>The submission in the bytes, or null.</summary>
    public static AddCheckpoint? Parse(ReadOnlySpan<byte> bytes)
    {
        var split = bytes.IndexOf("\n\n"u8);
        if (split < 0 || bytes.Length > SignedNote.MaxBytes || SignedNote.Parse(bytes[(split + 2)..]) is not { } note)
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(bytes[..split]).Split('\n');
        if (lines.Length > LongestProof + 1
            || !lines[0].StartsWith(Old, StringComparison.Ordinal)
            || ParseSize(lines[0][Old.Length..]) is not { } size)
        {
            return null;
        }

        var proof = new List<MerkleHash>(lines.Length - 1);
        foreach (var line in lines[1..])
        {
            if (!MerkleHash.TryFromBase64(line, out var hash))
            {
                return null;
            }

            proof.Add(hash);
        }

        return new AddCheckpoint(size, proof, note);
    }

    /// <summary>A size in its one spelling, or null.</summary>
    public static long? ParseSize(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size.ToString(CultureInfo.InvariantCulture) == text ? size : null;

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Old).Append(CultureInfo.InvariantCulture, $"{OldSize}\n");
        foreach (var hash in Proof)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').Append(Checkpoint).ToString());
    }
}
