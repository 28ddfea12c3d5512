using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>
/// A key that verifies notes (C2SP signed-note), in its text form <c>NAME+ID+BASE64</c>: Ed25519 over the note's text
/// (type 1, a log) or over a timestamped checkpoint (type 4, a witness, C2SP tlog-cosignature).
/// </summary>
public sealed class NoteKey
{
    public const byte Ed25519Type = 1;
    public const byte CosignatureType = 4;

    private const int TimestampLength = 8;
    private readonly byte[] _publicKey;

    /// <summary>Throws <see cref="ArgumentException"/> for a name that a note cannot hold or a key that is none.</summary>
    public NoteKey(string name, byte type, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name) || type is not (Ed25519Type or CosignatureType) || publicKey.Length != Ed25519.PublicKeySize)
        {
            throw new ArgumentException("A note key is a name without spaces or plus, type 1 or 4, and 32 bytes.", nameof(name));
        }

        Name = name;
        Type = type;
        _publicKey = publicKey.ToArray();
        byte[] hashed = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. publicKey];
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }

    public string Name { get; }

    public byte Type { get; }

    public uint Id { get; }

    /// <summary>The key in its text form, or null: its id must be the one that its name and bytes give.</summary>
    public static NoteKey? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('+', 3);
        Span<byte> bytes = stackalloc byte[1 + Ed25519.PublicKeySize];
        if (parts.Length != 3 || !IsName(parts[0]) || parts[2].Length != 44
            || !Convert.TryFromBase64String(parts[2], bytes, out var written)
            || written != bytes.Length
            || bytes[0] is not (Ed25519Type or CosignatureType))
        {
            return null;
        }

        var key = new NoteKey(parts[0], bytes[0], bytes[1..]);
        return key.ToString() == text ? key : null;
    }

    public static bool IsName(string name) =>
        name is { Length: > 0 and <= 255 }
        && name.All(static c => c != '+' && !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c));

    /// <summary>Whether the signature is this key's over the text. The timestamp of a cosignature is not judged.</summary>
    public bool Verifies(string text, NoteSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.Name != Name || signature.KeyId != Id)
        {
            return false;
        }

        var bytes = signature.Bytes.Span;
        var message = Encoding.UTF8.GetBytes(text);
        if (Type == CosignatureType)
        {
            if (bytes.Length != TimestampLength + Ed25519.SignatureSize || BinaryPrimitives.ReadUInt64BigEndian(bytes) > long.MaxValue)
            {
                return false;
            }

            message = Cosigned(BinaryPrimitives.ReadInt64BigEndian(bytes), text);
            bytes = bytes[TimestampLength..];
        }

        return bytes.Length == Ed25519.SignatureSize && Ed25519.Verify(bytes.ToArray(), 0, _publicKey, 0, message, 0, message.Length);
    }

    /// <summary>Whether the signature is this key's over bytes that are no note.</summary>
    internal bool Verifies(byte[] message, ReadOnlyMemory<byte> signature) =>
        signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, message, 0, message.Length);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Type, .. _publicKey])}");

    /// <summary>The time in a cosignature that was verified; the last one that .NET can say, where it is later.</summary>
    internal static DateTimeOffset TimeOf(NoteSignature cosignature) => DateTimeOffset.FromUnixTimeSeconds(
        Math.Clamp(
            BinaryPrimitives.ReadInt64BigEndian(cosignature.Bytes.Span), 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    /// <summary>The bytes that a witness signs.</summary>
    internal static byte[] Cosigned(long seconds, string text) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{text}"));
}
