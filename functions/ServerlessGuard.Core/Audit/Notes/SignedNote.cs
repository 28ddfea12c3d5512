using System.Text;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>
/// A text with signatures (C2SP signed-note). <see cref="Text"/> ends in a newline. A note that was read has exactly
/// one spelling: writing it again gives the same bytes.
/// </summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>A larger note is not read; room for a text and sixteen signatures of any kind.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MostSignatures = 64;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The note in the bytes, or null.</summary>
    public static SignedNote? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return null;
        }

        string note;
        try
        {
            note = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !note.EndsWith('\n') || note.Any(static c => c < ' ' && c != '\n'))
        {
            return null;
        }

        var lines = note[(split + 2)..].Split('\n');
        if (lines.Length is < 2 or > MostSignatures + 1)
        {
            return null;
        }

        var signatures = new List<NoteSignature>(lines.Length - 1);
        foreach (var line in lines[..^1])
        {
            if (NoteSignature.Parse(line) is not { } signature)
            {
                return null;
            }

            signatures.Add(signature);
        }

        return new SignedNote(note[..(split + 1)], signatures);
    }

    /// <summary>Whether the key signed this note: one of its signatures verifies and none of them fails.</summary>
    public bool IsSignedBy(NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var own = Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id).ToList();
        return own.Count > 0 && own.TrueForAll(s => key.Verifies(Text, s));
    }

    /// <summary>
    /// The time, to the second, at which the witness says that it cosigned this note: the earliest, where it did more than once. Null when
    /// it did not, or when the key is none of a witness.
    /// </summary>
    public DateTimeOffset? CosignedAt(NoteKey witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        return witness.Type == NoteKey.CosignatureType && IsSignedBy(witness)
            ? Signatures.Where(s => s.Name == witness.Name && s.KeyId == witness.Id).Min(NoteKey.TimeOf)
            : null;
    }

    public byte[] ToBytes() => Utf8.GetBytes(ToString());

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(static s => s + "\n"))}";
}
