using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Seals what a document holds, AES-256-GCM under a key of its own that the key ring wraps, bound to the document's name.
/// </summary>
internal sealed class DocumentSeal(IKeyRing keys, IEntropy entropy)
{
    private const string KeyName = "vault";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The wrapped key; nonce, ciphertext and tag.</summary>
    public async ValueTask<(byte[] WrappedKey, byte[] Sealed)> SealAsync(string name, byte[] plain, CancellationToken cancellationToken)
    {
        var key = new byte[32];
        entropy.Fill(key);
        var wrapped = await keys.WrapAsync(KeyName, key, cancellationToken);
        var body = new byte[NonceLength + plain.Length + TagLength];
        entropy.Fill(body.AsSpan(0, NonceLength));
        using var gcm = new AesGcm(key, TagLength);
        gcm.Encrypt(
            body.AsSpan(0, NonceLength), plain, body.AsSpan(NonceLength, plain.Length), body.AsSpan(NonceLength + plain.Length),
            Encoding.ASCII.GetBytes(name));
        CryptographicOperations.ZeroMemory(key);
        return (wrapped.ToArray(), body);
    }

    /// <summary>Throws <see cref="CryptographicException"/> where the document was altered, or is another's.</summary>
    public async ValueTask<byte[]> OpenAsync(string name, byte[] wrapped, byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("The document holds nothing sealed.");
        }

        var key = await keys.UnwrapAsync(KeyName, wrapped, cancellationToken);
        var plain = new byte[body.Length - NonceLength - TagLength];
        using var gcm = new AesGcm(key.Span, TagLength);
        gcm.Decrypt(
            body.AsSpan(0, NonceLength), body.AsSpan(NonceLength, plain.Length), body.AsSpan(body.Length - TagLength), plain,
            Encoding.ASCII.GetBytes(name));
        return plain;
    }
}
