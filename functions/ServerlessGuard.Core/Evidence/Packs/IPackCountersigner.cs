namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// Signs manifests with a key that nobody can take away, so that a stolen log key makes no pack that passes. Throws
/// <see cref="Ports.StoreUnavailableException"/> when the key cannot be used.
/// </summary>
public interface IPackCountersigner
{
    /// <summary>Signs 32 bytes of SHA-256 with ECDSA on P-256: R and S, 32 bytes each, and which key it was.</summary>
    ValueTask<(string Key, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);
}
