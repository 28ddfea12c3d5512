using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// <c>manifest.sig</c>: ECDSA with SHA-256 over the manifest's bytes, as openssl writes it (RFC 3279 section 2.2.3).
/// </summary>
internal static class Countersignature
{
    private const int CoordinateLength = 32;

    /// <summary>The DER form of R and S, 32 bytes each. Throws <see cref="ArgumentException"/> for other lengths.</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, 2 * CoordinateLength, "signature.Length");
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Shortest(signature[..CoordinateLength]));
            writer.WriteIntegerUnsigned(Shortest(signature[CoordinateLength..]));
        }

        return writer.Encode();
    }

    public static bool IsBy(ECDsa key, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> signature) =>
        key.VerifyData(manifest, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>DER writes no leading zeros.</summary>
    private static ReadOnlySpan<byte> Shortest(ReadOnlySpan<byte> number)
    {
        var first = number.IndexOfAnyExcept((byte)0);
        return first < 0 ? number[^1..] : number[first..];
    }
}
