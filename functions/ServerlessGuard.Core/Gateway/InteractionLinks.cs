using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Proofs that let a caller say "this was caused by that interaction": <c>ID.MAC</c>, handed out with the interaction's
/// answer and passed on to whom the caller chooses. A trace id joins by claim; this joins by permission.
/// </summary>
internal sealed class InteractionLinks(GatewayKey gatewayKey)
{
    private const int MacLength = 16;
    private const int LongestId = 128;

    public async ValueTask<string> IssueAsync(string interaction, CancellationToken cancellationToken) =>
        $"{interaction}.{Convert.ToHexStringLower(Mac(await gatewayKey.ReadAsync(cancellationToken), interaction))}";

    /// <summary>The interaction that the text allows to join; null when it allows none.</summary>
    public async ValueTask<string?> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var split = text.LastIndexOf('.');
        if (split is < 1 or > LongestId || text.Length - split - 1 != 2 * MacLength)
        {
            return null;
        }

        var key = await gatewayKey.ReadAsync(cancellationToken);
        return Matches(text.AsSpan(split + 1), Mac(key, text[..split])) ? text[..split] : null;
    }

    private static bool Matches(ReadOnlySpan<char> hex, ReadOnlySpan<byte> expected)
    {
        Span<byte> mac = stackalloc byte[MacLength];
        return Convert.FromHexString(hex, mac, out _, out var written) == OperationStatus.Done
            && written == MacLength
            && CryptographicOperations.FixedTimeEquals(mac, expected);
    }

    private static byte[] Mac(byte[] key, string interaction) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("join\n" + interaction))[..MacLength];
}
