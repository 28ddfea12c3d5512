using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>Hashes as tlog-tiles stores them: one behind the other.</summary>
public static class HashTile
{
    public static byte[] Encode(IReadOnlyList<MerkleHash> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        var bytes = new byte[hashes.Count * MerkleHash.Length];
        for (var i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(i * MerkleHash.Length));
        }

        return bytes;
    }

    /// <summary>Exactly <paramref name="width"/> hashes, or null.</summary>
    public static MerkleHash[]? Decode(ReadOnlySpan<byte> tile, int width)
    {
        if (tile.Length != width * MerkleHash.Length)
        {
            return null;
        }

        var hashes = new MerkleHash[width];
        for (var i = 0; i < width; i++)
        {
            hashes[i] = MerkleHash.From(tile.Slice(i * MerkleHash.Length, MerkleHash.Length));
        }

        return hashes;
    }
}
