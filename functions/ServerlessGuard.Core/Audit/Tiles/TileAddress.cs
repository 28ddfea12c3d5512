using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>
/// The path of a tile or an entry bundle in a log (C2SP tlog-tiles): <c>tile/LEVEL/INDEX[.p/WIDTH]</c> or, at level
/// <see cref="Entries"/>, <c>tile/entries/INDEX[.p/WIDTH]</c>. Only one spelling of an address is read.
/// </summary>
public readonly record struct TileAddress(int Level, long Index, int Width)
{
    public const int FullWidth = 256;

    /// <summary>Stands for the level of an entry bundle.</summary>
    public const int Entries = -1;

    /// <summary>Hashes of tree nodes may reach this level; more do not fit a 63-bit size.</summary>
    public const int HighestLevel = 7;

    public bool IsFull => Width == FullWidth;

    /// <summary>The same tile once it is full.</summary>
    public TileAddress Full => this with { Width = FullWidth };

    /// <summary>How many nodes a tree of this size has at a level of tiles.</summary>
    public static long NodesAt(int level, long size) => level <= 0 ? size : size >> (8 * level);

    /// <summary>The tile as it is in a tree of this size; its width is 0 or less when the tree does not reach it.</summary>
    public static TileAddress In(long size, int level, long index) =>
        new(level, index, (int)Math.Clamp(NodesAt(level, size) - (index * FullWidth), 0, FullWidth));

    /// <summary>The address in a path, or null.</summary>
    public static TileAddress? Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        if (parts.Length is < 3 or > 12 || parts[0] != "tile")
        {
            return null;
        }

        var level = parts[1] == "entries" ? Entries : Number(parts[1], HighestLevel);
        var (end, width) = (parts.Length, FullWidth);
        if (parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            (end, width) = (parts.Length - 1, Number(parts[^1], FullWidth - 1) is { } w and > 0 ? w : 0);
            parts[^2] = parts[^2][..^2];
        }

        long index = 0;
        for (var i = 2; i < end; i++)
        {
            var isLast = i == end - 1;
            var digits = isLast ? parts[i] : parts[i].StartsWith('x') ? parts[i][1..] : "";
            if (digits.Length != 3 || digits.AsSpan().ContainsAnyExceptInRange('0', '9') || index > long.MaxValue / 1_000_000)
            {
                return null;
            }

            index = (index * 1000) + int.Parse(digits, CultureInfo.InvariantCulture);
        }

        return level is { } l && width > 0 && new TileAddress(l, index, width) is var address && address.ToString() == path
            ? address
            : null;
    }

    public override string ToString()
    {
        var path = new StringBuilder((Index % 1000).ToString("D3", CultureInfo.InvariantCulture));
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
        {
            path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/"));
        }

        path.Insert(0, Level == Entries ? "tile/entries/" : string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/"));
        return IsFull ? path.ToString() : path.Append(CultureInfo.InvariantCulture, $".p/{Width}").ToString();
    }

    private static int? Number(string text, int most) =>
        text.Length is > 0 and < 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            && number.ToString(CultureInfo.InvariantCulture) == text ? number : null;
}
