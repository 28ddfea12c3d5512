using System.Buffers;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.KeyVault;

/// <summary>
/// Wraps data keys with Key Vault's RSA keys (RSA-OAEP-256). Wrapped: a byte 2, the key version's 16 bytes, what the vault
/// gave. A version that was destroyed takes everything that it wrapped with it.
/// </summary>
public sealed class KeyVaultKeyRing(KeyVaultKeys keys) : IKeyRing
{
    private const int KeyLength = 32;
    private const int Prefix = 17;
    private const byte Format = 2;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public async ValueTask<ReadOnlyMemory<byte>> WrapAsync(
        string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataKey.Length, KeyLength, "dataKey.Length");
        var (version, wrapped) = await keys.WrapAsync(keyName, dataKey, cancellationToken);
        if (version.Length != 32 || version.AsSpan().ContainsAnyExcept(Hex))
        {
            throw new StoreUnavailableException($"Key Vault names no version of {keyName}.");
        }

        return (byte[])[Format, .. Convert.FromHexString(version), .. wrapped];
    }

    public async ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(
        string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        if (wrappedKey.Length > Prefix && wrappedKey.Span[0] == Format
            && await keys.UnwrapAsync(keyName, Convert.ToHexStringLower(
                wrappedKey.Span[1..Prefix]), wrappedKey[Prefix..], cancellationToken) is { Length: KeyLength } dataKey)
        {
            return dataKey;
        }

        throw new CryptographicException("The wrapped key was altered, or its key is gone.");
    }
}
