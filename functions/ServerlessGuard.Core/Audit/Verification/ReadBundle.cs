using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>One bundle of the log, hashed and compared with its tile; no order among bundles is needed for that.</summary>
internal sealed record ReadBundle(MerkleHash[] Leaves, ChainLink?[] Links, IReadOnlyList<LogFinding> Findings)
{
    public static async Task<ReadBundle> ReadAsync(ILogSource source, long size, long index, CancellationToken cancellationToken)
    {
        var address = TileAddress.In(size, TileAddress.Entries, index);
        var tileAddress = address with { Level = 0 };
        var findings = new List<LogFinding>();
        var entries = await TileReader.ReadAsync(source, address, cancellationToken) is (var bytes, var isFull) && bytes is { } b
            ? EntryBundle.Decode(b, isFull ? TileAddress.FullWidth : address.Width) : null;
        if (entries is null)
        {
            findings.Add(new LogFinding(bytes is null ? LogFault.Missing : LogFault.Malformed, address.ToString()));
            return new ReadBundle([], [], findings);
        }

        var leaves = new MerkleHash[address.Width];
        var links = new ChainLink?[address.Width];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = MerkleHash.Leaf(entries[i].Span);
            links[i] = ChainLink.Read(entries[i].Span);
        }

        var (tile, isFullTile) = await TileReader.ReadAsync(source, tileAddress, cancellationToken);
        var hashes = tile is { } t ? HashTile.Decode(t.Span, isFullTile ? TileAddress.FullWidth : address.Width) : null;
        if (hashes is null)
        {
            findings.Add(new LogFinding(tile is null ? LogFault.Missing : LogFault.Malformed, tileAddress.ToString()));
        }

        for (var i = 0; hashes is not null && i < leaves.Length; i++)
        {
            if (hashes[i] != leaves[i])
            {
                findings.Add(new LogFinding(LogFault.Entry, EntryAt((index * TileAddress.FullWidth) + i)));
            }
        }

        return new ReadBundle(leaves, links, findings);
    }

    public static string EntryAt(long index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"entry {index}");
}
