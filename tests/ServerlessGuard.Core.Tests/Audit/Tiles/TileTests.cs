using CsCheck;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Tests.Audit.Tiles;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(1, 1, 17, "tile/1/001.p/17")]
    [InlineData(2, 0, 1, "tile/2/000.p/1")]
    [InlineData(TileAddress.Entries, 1000, 256, "tile/entries/x001/000")]
    [InlineData(TileAddress.Entries, 999, 255, "tile/entries/999.p/255")]
    public void Address_IsThatOfTheSpecification(int level, long index, int width, string path)
    {
        var address = new TileAddress(level, index, width);
        address.ToString().ShouldBe(path);
        TileAddress.Parse(path).ShouldBe(address);
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/0001")]
    [InlineData("tile/00/001")]
    [InlineData("tile/8/001")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/01")]
    [InlineData("tile/0/001.p")]
    [InlineData("tile/-1/001")]
    [InlineData("tile/entries/../001")]
    [InlineData("tile/entries")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("checkpoint")]
    public void Address_HasOneSpelling(string path) => TileAddress.Parse(path).ShouldBeNull();

    /// <summary>The example of the specification: a tree of 70,000 leaves.</summary>
    [Fact]
    public void Widths_AreThoseOfTheSpecification()
    {
        TileAddress.In(70_000, 0, 272).Width.ShouldBe(256);
        TileAddress.In(70_000, 0, 273).Width.ShouldBe(112);
        TileAddress.In(70_000, 0, 274).Width.ShouldBe(0);
        TileAddress.In(70_000, 1, 0).Width.ShouldBe(256);
        TileAddress.In(70_000, 1, 1).Width.ShouldBe(17);
        TileAddress.In(70_000, 2, 0).Width.ShouldBe(1);
        TileAddress.In(256, 0, 0).IsFull.ShouldBeTrue();
        TileAddress.In(256, 1, 0).Width.ShouldBe(1);
    }

    [Fact]
    public void Bundle_ReadsBackItsEntries_AndNothingElse() =>
        Gen.Byte.Array[0, 400].Array[0, 20].Sample(entries =>
        {
            var bundle = EntryBundle.Encode([.. entries.Select(static e => (ReadOnlyMemory<byte>)e)]);
            EntryBundle.Decode(bundle, entries.Length)!.Select(static e => e.ToArray()).ShouldBe(entries);
            EntryBundle.Decode(bundle, entries.Length + 1).ShouldBeNull();
            EntryBundle.Decode((byte[])[.. bundle, 0], entries.Length).ShouldBeNull();
            if (bundle.Length > 0)
            {
                EntryBundle.Decode(bundle.AsMemory(0, bundle.Length - 1), entries.Length).ShouldBeNull();
            }
        });

    [Fact]
    public void Bundle_HasBigEndianLengths() =>
        EntryBundle.Encode([new byte[258]]).AsSpan(0, 2).ToArray().ShouldBe([1, 2]);

    [Fact]
    public void Tile_ReadsBackItsHashes()
    {
        MerkleHash[] hashes = [MerkleHash.Leaf([1]), MerkleHash.Leaf([2])];
        var bytes = HashTile.Encode(hashes);
        bytes.Length.ShouldBe(64);
        HashTile.Decode(bytes, 2).ShouldBe(hashes);
        HashTile.Decode(bytes, 1).ShouldBeNull();
        HashTile.Decode(bytes, 3).ShouldBeNull();
    }
}
