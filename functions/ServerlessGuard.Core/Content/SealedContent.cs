using System.Buffers.Binary;
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
        var header = LengthOf(key, terms);
        var length = header;
        foreach (var part in parts)
        {
            length += Sized(part.Name) + Sized(NonceLength + TagLength + part.Bytes.Length);
        }

        var bytes = new byte[length];
        var writer = new Writer(bytes);
        WriteHeader(ref writer, key, terms);
        using var gcm = new AesGcm(key.SealKey.Span, TagLength);
        foreach (var part in parts)
        {
            writer.Put(part.Name);

            // Encrypted where it is to stand: a part can be as large as a request.
            var value = writer.Take(NonceLength + TagLength + part.Bytes.Length);
            entropy.Fill(value[..NonceLength]);
            gcm.Encrypt(
                value[..NonceLength], part.Bytes.Span, value[(NonceLength + TagLength)..], value.Slice(NonceLength, TagLength),
                Aad(bytes.AsSpan(0, header), part.Name));
        }

        return bytes;
    }

    private static int LengthOf(ContentKey key, ContentTerms terms) =>
        Magic.Length + Sized(key.Interaction) + Sized(terms.Application) + Sized(terms.Tier) + sizeof(long) + Sized(key.KeyName)
        + Sized(key.Wrapped.Length) + key.Salt.Length;

    private static void WriteHeader(ref Writer writer, ContentKey key, ContentTerms terms)
    {
        writer.Put(Magic);
        writer.Put(key.Interaction);
        writer.Put(terms.Application);
        writer.Put(terms.Tier);
        writer.Put(terms.Expires.UtcTicks);
        writer.Put(key.KeyName);
        key.Wrapped.Span.CopyTo(writer.Take(key.Wrapped.Length));
        writer.Put(key.Salt.Span);
    }

    /// <summary>How many bytes a text takes behind its length, or so many bytes behind theirs.</summary>
    private static int Sized(string text) => Sized(Encoding.UTF8.GetByteCount(text));

    private static int Sized(int length) => LengthOf(length) + length;

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

    private static byte[] Aad(ReadOnlySpan<byte> header, string name) => [.. header, .. Encoding.UTF8.GetBytes(name)];

    private static byte[] Exactly(BinaryReader reader, int count)
    {
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left ? reader.ReadBytes(count) : throw new EndOfStreamException();
    }

    /// <summary>
    /// Writes as <see cref="BinaryWriter"/> does, which the reader takes: lengths in seven bits a byte, numbers from the low end.
    /// </summary>
    private ref struct Writer(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;
        private int _at;

        public void Put(ReadOnlySpan<byte> value)
        {
            value.CopyTo(_bytes[_at..]);
            _at += value.Length;
        }

        public void Put(string text) => Encoding.UTF8.GetBytes(text, Take(Encoding.UTF8.GetByteCount(text)));

        public void Put(long number)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes[_at..], number);
            _at += sizeof(long);
        }

        /// <summary>Writes a length, and gives so many bytes to be filled.</summary>
        public Span<byte> Take(int length)
        {
            var left = (uint)length;
            for (; left >= 0x80; left >>= 7)
            {
                _bytes[_at++] = (byte)(left | 0x80);
            }

            _bytes[_at++] = (byte)left;
            _at += length;
            return _bytes.Slice(_at - length, length);
        }
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
