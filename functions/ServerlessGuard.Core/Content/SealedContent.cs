using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Sealed parts as bytes: <c>SGC1</c>, the header (interaction, application, tier, end of retention, wrapped data key,
/// salt), then each part's name and AES-256-GCM nonce (12), tag (16) and ciphertext. Header and name are a part's AAD:
/// a part opens only as itself, in its own interaction, under its own terms.
/// </summary>
internal sealed record SealedContent(
    ContentHeader Header, ReadOnlyMemory<byte> HeaderBytes, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Sealed)> Parts)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private static readonly byte[] Magic = "SGC1"u8.ToArray();

    public static byte[] Seal(ContentKey key, ContentTerms terms, IReadOnlyList<ContentPart> parts, IEntropy entropy)
    {
        var header = WriteHeader(new ContentHeader(key.Interaction, terms, key.KeyName, key.Wrapped, key.Salt));
        var length = header.Length + parts.Sum(static part =>
        {
            var name = Encoding.UTF8.GetByteCount(part.Name);
            var value = NonceLength + TagLength + part.Bytes.Length;
            return LengthOf(name) + name + LengthOf(value) + value;
        });
        var bytes = new byte[length];
        using var stream = new MemoryStream(bytes);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(header);
        using var gcm = new AesGcm(key.SealKey.Span, TagLength);
        foreach (var part in parts)
        {
            writer.Write(part.Name);
            writer.Write7BitEncodedInt(NonceLength + TagLength + part.Bytes.Length);
            writer.Flush();

            // Encrypted where it is to stand: a part can be as large as a request.
            var value = bytes.AsSpan((int)stream.Position, NonceLength + TagLength + part.Bytes.Length);
            entropy.Fill(value[..NonceLength]);
            gcm.Encrypt(
                value[..NonceLength], part.Bytes.Span, value[(NonceLength + TagLength)..], value.Slice(NonceLength, TagLength),
                Aad(header, part.Name));
            stream.Position += value.Length;
        }

        return bytes;
    }

    /// <summary>How many bytes a length takes, seven bits in each.</summary>
    private static int LengthOf(int length) => length < 0x80 ? 1 : 1 + LengthOf(length >> 7);

    /// <summary>Reads without opening. Throws <see cref="CryptographicException"/> when the bytes are no sealed content.</summary>
    public static SealedContent Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var array = MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : new ArraySegment<byte>(bytes.ToArray());
            using var stream = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            if (!Exactly(reader, Magic.Length).AsSpan().SequenceEqual(Magic))
            {
                throw new CryptographicException("Sealed content has an unknown format.");
            }

            var interaction = reader.ReadString();
            var terms = new ContentTerms(reader.ReadString(), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
            var keyName = reader.ReadString();
            var wrapped = Exactly(reader, reader.Read7BitEncodedInt());
            var header = new ContentHeader(interaction, terms, keyName, wrapped, Exactly(reader, ContentKey.Length));
            var headerBytes = bytes[..(int)stream.Position];
            var parts = new List<(string, ReadOnlyMemory<byte>)>();
            while (stream.Position < stream.Length)
            {
                var name = reader.ReadString();
                parts.Add((name, Exactly(reader, reader.Read7BitEncodedInt())));
            }

            return new SealedContent(header, headerBytes, parts);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            throw new CryptographicException("Sealed content cannot be read.", exception);
        }
    }

    /// <summary>The interaction that sealed content names, unchecked; null when the bytes are no sealed content.</summary>
    public static string? InteractionOf(ReadOnlySpan<byte> bytes) =>
        NameIn(bytes) is { IsEmpty: false } name ? Encoding.UTF8.GetString(name) : null;

    /// <summary>Whether it names the interaction.</summary>
    public static bool IsOf(ReadOnlySpan<byte> bytes, string interaction)
    {
        var name = NameIn(bytes);
        return name.Length == interaction.Length && Ascii.Equals(name, interaction);
    }

    /// <summary>An interaction's name is ASCII of at most 128 characters; its length takes one byte or two.</summary>
    private static ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length < Magic.Length + 2)
        {
            return [];
        }

        var (length, from) = bytes[Magic.Length] is < 0x80 and var few
            ? ((int)few, Magic.Length + 1)
            : ((bytes[Magic.Length] & 0x7F) | (bytes[Magic.Length + 1] << 7), Magic.Length + 2);
        return length <= bytes.Length - from ? bytes.Slice(from, length) : [];
    }

    /// <summary>Throws <see cref="CryptographicException"/> when a part or the header was altered, or moved here from elsewhere.</summary>
    public IReadOnlyList<ContentPart> Open(ContentKey key)
    {
        using var gcm = new AesGcm(key.SealKey.Span, TagLength);
        var opened = new List<ContentPart>(Parts.Count);
        foreach (var (name, value) in Parts)
        {
            if (value.Length < NonceLength + TagLength)
            {
                throw new CryptographicException("A sealed part is too short.");
            }

            var plain = new byte[value.Length - NonceLength - TagLength];
            gcm.Decrypt(
                value.Span[..NonceLength], value.Span[(NonceLength + TagLength)..], value.Span.Slice(NonceLength, TagLength), plain,
                Aad(HeaderBytes.Span, name));
            opened.Add(new ContentPart(name, plain));
        }

        return opened;
    }

    private static byte[] WriteHeader(ContentHeader header)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(header.Interaction);
        writer.Write(header.Terms.Application);
        writer.Write(header.Terms.Tier);
        writer.Write(header.Terms.Expires.UtcTicks);
        writer.Write(header.KeyName);
        writer.Write7BitEncodedInt(header.Wrapped.Length);
        writer.Write(header.Wrapped.Span);
        writer.Write(header.Salt.Span);
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] Aad(ReadOnlySpan<byte> header, string name) => [.. header, .. Encoding.UTF8.GetBytes(name)];

    private static byte[] Exactly(BinaryReader reader, int count)
    {
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left ? reader.ReadBytes(count) : throw new EndOfStreamException();
    }
}

/// <summary>One piece of what was said: <c>request</c>, <c>forwarded</c>, <c>model</c>, <c>answer</c>, <c>case</c>.</summary>
public sealed record ContentPart(string Name, ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => $"ContentPart {{ {Name} }}";
}

/// <summary>The header before sealed parts, authenticated and not encrypted.</summary>
internal sealed record ContentHeader(
    string Interaction, ContentTerms Terms, string KeyName, ReadOnlyMemory<byte> Wrapped, ReadOnlyMemory<byte> Salt);
