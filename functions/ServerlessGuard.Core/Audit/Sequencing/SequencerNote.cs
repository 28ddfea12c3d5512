using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// Notes that the sequencer signs for itself, so that nobody else can plant them. There is no limit on their size but
/// that of a blob: the note's own limit is for what strangers send.
/// </summary>
internal static class SequencerNote
{
    private static readonly System.Text.UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Sign(NoteSigner signer, string text) => new SignedNote(text, [signer.Sign(text)]).ToBytes();

    /// <summary>The lines behind the head, or null when the note is not signed by the key or has another head.</summary>
    public static string[]? Open(NoteKey key, ReadOnlyMemory<byte> bytes, string head)
    {
        string note;
        try
        {
            note = Utf8.GetString(bytes.Span);
        }
        catch (System.Text.DecoderFallbackException)
        {
            return null;
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0
            || !note.StartsWith(head, StringComparison.Ordinal)
            || NoteSignature.Parse(note[(split + 2)..].TrimEnd('\n')) is not { } signature
            || !key.Verifies(note[..(split + 1)], signature))
        {
            return null;
        }

        return note[head.Length..(split + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

public sealed record SequencerOptions
{
    /// <summary>The most entries that one checkpoint adds.</summary>
    public int BatchLength { get; init; } = 8192;
}
