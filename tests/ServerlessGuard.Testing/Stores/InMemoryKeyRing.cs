using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Wraps with AES-256-GCM under a key per name that is derived from the entropy given. Thread-safe.</summary>
public sealed class InMemoryKeyRing : IKeyRing
{
    private readonly IEntropy _entropy;
    private readonly byte[] _root = new byte[32];
    private readonly HashSet<string> _destroyed = new(StringComparer.OrdinalIgnoreCase);

    public InMemoryKeyRing(IEntropy? entropy = null)
    {
        _entropy = entropy ?? new SeededEntropy(0);
        _entropy.Fill(_root);
    }

    /// <summary>Makes the key's wrapped keys unreadable for good.</summary>
    public void Destroy(string keyName) => _destroyed.Add(keyName);

    public ValueTask<ReadOnlyMemory<byte>> WrapAsync(string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataKey.Length, 32, nameof(dataKey));
        var wrapped = new byte[60];
        _entropy.Fill(wrapped.AsSpan(0, 12));
        using var gcm = Open(keyName);
        gcm.Encrypt(wrapped.AsSpan(0, 12), dataKey.Span, wrapped.AsSpan(12, 32), wrapped.AsSpan(44, 16));
        return new(wrapped);
    }

    public ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        cancellationToken.ThrowIfCancellationRequested();
        if (wrappedKey.Length != 60 || _destroyed.Contains(keyName))
        {
            throw new CryptographicException("The wrapped key does not open.");
        }

        var dataKey = new byte[32];
        using var gcm = Open(keyName);
        gcm.Decrypt(wrappedKey.Span[..12], wrappedKey.Span[12..44], wrappedKey.Span[44..], dataKey);
        return new(dataKey);
    }

    private AesGcm Open(string keyName) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _root, 32, info: Encoding.UTF8.GetBytes(keyName.ToLowerInvariant())), 16);
}
