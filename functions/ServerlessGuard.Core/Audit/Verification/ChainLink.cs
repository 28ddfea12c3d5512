using System.Security.Cryptography;
using System.Text.Json;
using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// An entry's place in its writer's chain. Read straight from the bytes: decoding the whole entry again
/// costs five times as much, and whether it is canonical changes nothing about what the signed root pins.
/// </summary>
internal readonly record struct ChainLink(string Writer, long Sequence, MerkleHash Previous, MerkleHash Hash)
{
    /// <summary>Null when the bytes are not an entry.</summary>
    public static ChainLink? Read(ReadOnlySpan<byte> entry)
    {
        string? writer = null;
        long sequence = -1;
        Span<byte> previous = stackalloc byte[MerkleHash.Length];
        var hasPrevious = false;
        try
        {
            var json = new Utf8JsonReader(entry);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("writer"u8))
                {
                    json.Read();
                    writer = json.GetString();
                }
                else if (json.ValueTextEquals("sequence"u8))
                {
                    json.Read();
                    sequence = json.GetInt64();
                }
                else if (json.ValueTextEquals("previous"u8))
                {
                    json.Read();
                    hasPrevious = Convert.FromHexString(json.ValueSpan, previous, out _, out var written)
                        == System.Buffers.OperationStatus.Done && written == MerkleHash.Length;
                }
                else
                {
                    json.Read();
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }

        if (writer is null || sequence < 0 || !hasPrevious)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[MerkleHash.Length];
        SHA256.HashData(entry, hash);
        return new ChainLink(writer, sequence, MerkleHash.From(previous), MerkleHash.From(hash));
    }
}
