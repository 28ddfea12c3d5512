using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>Measures of contents and requests: HMAC-SHA-256 under one key of the guard, so that gateway and reviewer agree.</summary>
public sealed class ReviewFingerprints(ISecretStore secrets, IEntropy entropy)
{
    public const string SecretName = "guard-review-fingerprints";

    private readonly SharedKey _key = new(secrets, entropy, SecretName);

    /// <summary>Lower-case hex. <paramref name="purpose"/> keeps measures of different things apart.</summary>
    public async ValueTask<string> OfAsync(
        string purpose, string subject, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = await _key.GetAsync(cancellationToken);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{purpose}\n{subject}\n"));
        hmac.AppendData(content.Span);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
