using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Encrypts for one scope: AES-256-GCM under a key derived (HKDF-SHA256) from an epoch key and the scope, with scope and
/// label as additional authenticated data. A sealed value is nonce (12), tag (16), ciphertext.
/// </summary>
internal sealed class ScopeCipher
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;
    private readonly byte[] _scope;

    public ScopeCipher(ReadOnlyMemory<byte> epochKey, TokenScope scope)
    {
        _scope = Encode(scope);
        _key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, epochKey.ToArray(), 32, SHA256.HashData(_scope), "serverlessguard vault"u8.ToArray());
    }

    /// <summary>The scope as bytes: each part's UTF-16 units behind their count, so that no two scopes share an encoding.</summary>
    public static byte[] Encode(TokenScope scope)
    {
        var bytes = new List<byte>();
        foreach (var part in (ReadOnlySpan<string>)[scope.Application, scope.Caller, scope.Conversation])
        {
            var count = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(count, part.Length);
            bytes.AddRange(count);
            bytes.AddRange(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return [.. bytes];
    }

    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> label, IEntropy entropy)
    {
        var sealedValue = new byte[NonceSize + TagSize + plain.Length];
        entropy.Fill(sealedValue.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(
            sealedValue.AsSpan(0, NonceSize), plain, sealedValue.AsSpan(NonceSize + TagSize), sealedValue.AsSpan(NonceSize, TagSize),
            [.. _scope, .. label]);
        return sealedValue;
    }

    /// <summary>Throws <see cref="CryptographicException"/> when the value was altered or belongs to another scope or label.</summary>
    public byte[] Open(ReadOnlySpan<byte> sealedValue, ReadOnlySpan<byte> label)
    {
        if (sealedValue.Length < NonceSize + TagSize)
        {
            throw new CryptographicException("A sealed vault value is too short.");
        }

        var plain = new byte[sealedValue.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(
            sealedValue[..NonceSize], sealedValue[(NonceSize + TagSize)..], sealedValue.Slice(NonceSize, TagSize), plain,
            [.. _scope, .. label]);
        return plain;
    }
}
