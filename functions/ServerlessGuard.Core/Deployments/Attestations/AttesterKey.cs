using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Security;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// An attester's Ed25519 key, in PEM as RFC 8410 has it (OpenSSL reads and makes the same). It belongs to the party that
/// revalidates, never to the one that deploys. Never printed.
/// </summary>
public sealed class AttesterKey
{
    private const string Label = "PRIVATE KEY";

    // OneAsymmetricKey, version 0, id-Ed25519, and an octet string of 32 bytes (RFC 8410, 7).
    private static readonly byte[] Pkcs8Head = Convert.FromHexString("302e020100300506032b657004220420");

    private readonly byte[] _seed;

    private AttesterKey(byte[] seed)
    {
        _seed = seed;
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
        PublicKey = publicKey;
    }

    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>As the policy writes it.</summary>
    public string PublicText => "ed25519:" + Convert.ToBase64String(PublicKey.Span);

    public static AttesterKey Generate(IEntropy entropy)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        var seed = new byte[Ed25519.SecretKeySize];
        entropy.Fill(seed);
        return new(seed);
    }

    /// <summary>Null when the text is no unencrypted Ed25519 private key.</summary>
    public static AttesterKey? TryRead(string pem)
    {
        try
        {
            var fields = PemEncoding.Find(pem);
            return pem.AsSpan()[fields.Label].SequenceEqual(Label)
                && PrivateKeyFactory.CreateKey(Convert.FromBase64String(pem[fields.Base64Data])) is Ed25519PrivateKeyParameters key
                ? new(key.GetEncoded())
                : null;
        }
#pragma warning disable CA1031 // The decoder throws a dozen types on malformed keys; none of them may carry the key further.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    public string ToPem() => PemEncoding.WriteString(Label, [.. Pkcs8Head, .. _seed]) + "\n";

    public byte[] Sign(byte[] message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    public override string ToString() => PublicText;
}
