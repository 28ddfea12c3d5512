using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// The entries that follow a size of the log, in order: runs of entries of one writer. It is written once, before
/// anything else of the batch, under the size it follows: so a size has one successor, with any number of sequencers, and a crash
/// or a second sequencer can only repeat it.
/// </summary>
internal sealed record BatchOrder(long Base, long Size, MerkleHash Root, IReadOnlyList<(string Writer, int Count)> Runs)
{
    public static string NameOf(long size) => PositionsNote.LogPathsOf("orders/", size);

    public static BatchOrder Of(long size, MerkleHash root, IReadOnlyList<PendingEntry> batch)
    {
        var runs = new List<(string Writer, int Count)>();
        foreach (var entry in batch)
        {
            if (runs.Count > 0 && runs[^1].Writer == entry.Writer)
            {
                runs[^1] = (entry.Writer, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((entry.Writer, 1));
            }
        }

        return new BatchOrder(size - batch.Count, size, root, runs);
    }

    public static BatchOrder? Read(NoteKey key, long size, ReadOnlyMemory<byte> note)
    {
        if (SequencerNote.Open(key, note, Head(key, size)) is not [var after, var root, .. var lines]
            || !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var next)
                || !MerkleHash.TryFromBase64(root, out var hash))
        {
            return null;
        }

        var runs = new List<(string, int)>(lines.Length);
        foreach (var line in lines)
        {
            if (line.Split(' ') is not [var writer, var count]
                || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            runs.Add((writer, number));
        }

        return new BatchOrder(size, next, hash, runs);
    }

    public byte[] Write(NoteSigner signer)
    {
        var text = new StringBuilder(Head(signer.Key, Base)).Append(CultureInfo.InvariantCulture, $"{Size}\n{Root.ToBase64()}\n");
        foreach (var (writer, count) in Runs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{writer} {count}\n");
        }

        return SequencerNote.Sign(signer, text.ToString());
    }

    private static string Head(NoteKey key, long size) => string.Create(CultureInfo.InvariantCulture, $"{key.Name}/order\n{size}\n");
}
