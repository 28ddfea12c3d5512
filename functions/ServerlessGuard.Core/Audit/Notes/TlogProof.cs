using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>
/// That an entry is in a log, to be checked offline (C2SP tlog-proof, version 1): its index, the path to the root, and
/// the signed checkpoint. <see cref="Extra"/> is not authenticated.
/// </summary>
public sealed record TlogProof(long Index, IReadOnlyList<MerkleHash> Path, SignedNote Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int LongestPath = 63;

    public ReadOnlyMemory<byte>? Extra { get; init; }

    /// <summary>The proof in the bytes, or null.</summary>
    public static TlogProof? Parse(ReadOnlySpan<byte> bytes)
    {
        var split = bytes.IndexOf("\n\n"u8);
        if (split < 0 || bytes.Length > SignedNote.MaxBytes || SignedNote.Parse(bytes[(split + 2)..]) is not { } note)
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(bytes[..split]).Split('\n');
        var next = 1;
        ReadOnlyMemory<byte>? extra = null;
        if (lines.Length > next && lines[next].StartsWith("extra ", StringComparison.Ordinal))
        {
            var buffer = new byte[lines[next].Length];
            if (!Convert.TryFromBase64String(lines[next++]["extra ".Length..], buffer, out var written))
            {
                return null;
            }

            extra = buffer.AsMemory(0, written);
        }

        if (lines[0] != Header
            || lines.Length <= next
            || lines.Length > next + 1 + LongestPath
            || !lines[next].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[next++]["index ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        var path = new List<MerkleHash>(lines.Length - next);
        foreach (var line in lines[next..])
        {
            if (!MerkleHash.TryFromBase64(line, out var hash))
            {
                return null;
            }

            path.Add(hash);
        }

        var proof = new TlogProof(index, path, note) { Extra = extra };
        return proof.ToBytes().AsSpan().SequenceEqual(bytes) ? proof : null;
    }

    /// <summary>Whether the log with this key holds the entry, as its checkpoint says.</summary>
    public bool Proves(ReadOnlySpan<byte> entry, NoteKey key) =>
        Notes.Checkpoint.Open(Checkpoint.ToBytes(), key, out _) is { } head
        && MerkleProofs.IsIncluded(Index, head.Size, MerkleHash.Leaf(entry), Path, head.Root);

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
        {
            text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }
}
