using System.Buffers.Binary;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>
/// Signs notes with an Ed25519 seed, in managed code: a key vault does not sign Ed25519. Deterministic, so that signing
/// the same text again gives the same bytes. Never prints the seed.
/// </summary>
public sealed class NoteSigner
{
    public const int SeedLength = 32;

    private readonly byte[] _seed;

    public NoteSigner(string name, ReadOnlySpan<byte> seed, byte type = NoteKey.Ed25519Type)
    {
        if (seed.Length != SeedLength)
        {
            throw new ArgumentException("An Ed25519 seed is 32 bytes.", nameof(seed));
        }

        _seed = seed.ToArray();
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_seed, 0, publicKey, 0);
        Key = new NoteKey(name, type, publicKey);
    }

    /// <summary>The key that verifies this signer's notes.</summary>
    public NoteKey Key { get; }

    /// <param name="time">The time of a witness's cosignature; not used by a log's key.</param>
    public NoteSignature Sign(string text, DateTimeOffset time = default)
    {
        if (Key.Type == NoteKey.Ed25519Type)
        {
            return new NoteSignature(Key.Name, Key.Id, Sign(Encoding.UTF8.GetBytes(text)));
        }

        var seconds = time.ToUnixTimeSeconds();
        var stamp = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(stamp, seconds);
        return new NoteSignature(Key.Name, Key.Id, (byte[])[.. stamp, .. Sign(NoteKey.Cosigned(seconds, text))]);
    }

    /// <summary>For what is neither a note nor a checkpoint and says so in its first bytes.</summary>
    internal byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}
