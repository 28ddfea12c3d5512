using System.Buffers.Binary;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>Entries as tlog-tiles bundles them: each with its length before it, 16 bits, big-endian.</summary>
public static class EntryBundle
{
    /// <summary>The largest bundle there can be.</summary>
    public const int MaxBytes = TileAddress.FullWidth * (2 + AuditEntryEncoding.MaxBytes);

    public static byte[] Encode(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var bytes = new byte[entries.Sum(static e => 2 + e.Length)];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, checked((ushort)entry.Length));
            entry.Span.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }

        return bytes;
    }

    /// <summary>Exactly <paramref name="width"/> entries and nothing behind them, or null.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Decode(ReadOnlyMemory<byte> bundle, int width)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        while (entries.Count < width)
        {
            if (bundle.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle.Span) is var length && bundle.Length < 2 + length)
            {
                return null;
            }

            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(2 + length)..];
        }

        return bundle.IsEmpty ? entries : null;
    }
}
