namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Wraps and unwraps data keys with a named key-encryption key that never leaves the port. Azure: Key Vault keys;
/// embedded: AES-256-GCM under a key in the encrypted file.
/// </summary>
public interface IKeyRing
{
    /// <summary>Wraps a 32-byte data key. The result names the key version that wrapped it.</summary>
    ValueTask<ReadOnlyMemory<byte>> WrapAsync(string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken);

    /// <summary>
    /// Unwraps. Throws <see cref="System.Security.Cryptography.CryptographicException"/> when the wrapped key was altered or its key is
    /// gone.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken);
}
