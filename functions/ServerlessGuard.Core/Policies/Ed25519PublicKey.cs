using System.Numerics;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Whether 32 bytes are an Ed25519 public key that only its owner can sign for (RFC 8032, 5.1.3): a canonical point on
/// the curve, and not one of the few of small order, for which anybody can make signatures.
/// </summary>
internal static class Ed25519PublicKey
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Field(-121665 * Inverse(121666));

    public static bool IsUsable(ReadOnlySpan<byte> key)
    {
        if (key.Length != 32)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[32];
        key.CopyTo(bytes);
        bytes[31] &= 0x7f;
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= P || XSquared(y) is not { } x2)
        {
            return false;
        }

        // Doubling needs only y and x squared; eight times a point of small order is the neutral element (0, 1).
        for (var i = 0; i < 3; i++)
        {
            var y2 = Field(y * y);
            y = Field((y2 + x2) * Inverse(Field(1 - (D * x2 * y2))));
            if (XSquared(y) is not { } next)
            {
                return false;
            }

            x2 = next;
        }

        return !y.IsOne;
    }

    /// <summary>x² = (y² - 1) / (dy² + 1), or null when that is no square: the point is not on the curve.</summary>
    private static BigInteger? XSquared(BigInteger y)
    {
        var y2 = Field(y * y);
        var x2 = Field((y2 - 1) * Inverse(Field((D * y2) + 1)));
        return x2.IsZero || BigInteger.ModPow(x2, (P - 1) / 2, P).IsOne ? x2 : null;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Field(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }
}
