using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ServerlessGuard.Core.Audit.Merkle;

/// <summary>A SHA-256 hash of a tree's leaf or node, made as RFC 6962 section 2.1 says.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct MerkleHash
{
    public const int Length = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>The root of the tree without leaves: the hash of nothing.</summary>
    public static MerkleHash EmptyTree { get; } = From(SHA256.HashData([]));

    /// <summary>Throws <see cref="ArgumentException"/> unless there are <see cref="Length"/> bytes.</summary>
    public static MerkleHash From(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length ? MemoryMarshal.Read<MerkleHash>(bytes) : throw new ArgumentException("A hash is 32 bytes.", nameof(bytes));

    public static MerkleHash Leaf(ReadOnlySpan<byte> entry)
    {
        var rented = entry.Length < 1024 ? null : ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        Span<byte> input = rented is null ? stackalloc byte[1024] : rented;
        input[0] = 0;
        entry.CopyTo(input[1..]);
        var hash = Hash(input[..(entry.Length + 1)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    public static MerkleHash Node(MerkleHash left, MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return Hash(input);
    }

    /// <summary>Standard base64 with its padding; any other spelling of the same bytes is refused.</summary>
    public static bool TryFromBase64(string text, out MerkleHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is not { Length: 44 } || !Convert.TryFromBase64String(text, bytes, out var written) || written != Length)
        {
            return false;
        }

        hash = From(bytes);
        return hash.ToBase64() == text;
    }

    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    private static MerkleHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(input, hash);
        return From(hash);
    }
}
