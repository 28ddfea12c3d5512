using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Azure.KeyVault;

/// <summary>Signs with the vault's key <c>evidence</c> (EC P-256), which cannot be exported; its version is the key's name.</summary>
public sealed class KeyVaultCountersigner(KeyVaultKeys keys) : IPackCountersigner
{
    public ValueTask<(string Key, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => keys.SignAsync("evidence", digest, cancellationToken);
}
