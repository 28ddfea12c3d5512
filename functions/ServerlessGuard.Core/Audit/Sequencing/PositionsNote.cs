using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// How far every writer is integrated at one size of the log, as a signed note of the sequencer's own: first line
/// <c>ORIGIN/positions</c> (never a checkpoint's), second the size, then <c>WRITER NEXT HASH open|done</c>.
/// </summary>
internal static class PositionsNote
{
    public static string NameOf(long size) => LogPathsOf("positions/", size);

    public static byte[] Write(NoteSigner signer, long size, IReadOnlyDictionary<string, WriterPosition> writers)
    {
        var text = new StringBuilder(Head(signer.Key, size));
        foreach (var (name, position) in writers.OrderBy(static w => w.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {position.Next} {position.Last} {(position.IsDone ? "done" : "open")}\n");
        }

        return SequencerNote.Sign(signer, text.ToString());
    }

    /// <summary>The positions, or null when the note is not the signer's for this size.</summary>
    public static Dictionary<string, WriterPosition>? Read(NoteKey key, long size, ReadOnlyMemory<byte> note)
    {
        if (SequencerNote.Open(key, note, Head(key, size)) is not { } lines)
        {
            return null;
        }

        var writers = new Dictionary<string, WriterPosition>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Split(' ') is not [var name, var next, var last, var state]
                || !long.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            writers[name] = new WriterPosition(number, last, state == "done");
        }

        return writers;
    }

    internal static string LogPathsOf(string folder, long size) =>
        Tiles.LogStores.SequencerPrefix + folder + size.ToString(CultureInfo.InvariantCulture);

    private static string Head(NoteKey key, long size) => string.Create(CultureInfo.InvariantCulture, $"{key.Name}/positions\n{size}\n");
}
