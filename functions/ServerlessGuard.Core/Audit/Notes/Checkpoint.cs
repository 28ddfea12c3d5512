using System.Globalization;
using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>The head of a log's tree (C2SP tlog-checkpoint): which log, how many entries, which root.</summary>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    /// <summary>The checkpoint in a note's text, or null. Extension lines are refused: nobody could audit them.</summary>
    public static Checkpoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('\n') is [{ Length: > 0 } origin, var size, var root, ""]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count.ToString(CultureInfo.InvariantCulture) == size
            && MerkleHash.TryFromBase64(root, out var hash) ? new Checkpoint(origin, count, hash) : null;
    }

    /// <summary>The checkpoint that the log's key signed in these bytes, or null. The log's key is named as its origin.</summary>
    public static Checkpoint? Open(ReadOnlySpan<byte> note, NoteKey key, out SignedNote? signed)
    {
        ArgumentNullException.ThrowIfNull(key);
        signed = SignedNote.Parse(note);
        return signed is not null && signed.IsSignedBy(key) && Parse(signed.Text) is { } checkpoint && checkpoint.Origin == key.Name
            ? checkpoint
            : null;
    }

    /// <summary>The note's text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");
}
