using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// Wraps data keys with AES-256-GCM under keys in the encrypted file; a key is made when its name first wraps. Wrapped:
/// a byte 1, the key version's 16 bytes, nonce (12), ciphertext (32), tag (16); the AAD is the name and what stands
/// before the nonce.
/// </summary>
public sealed class LocalKeyRing(SecretFile file, TimeProvider clock, IEntropy entropy) : IKeyRing
{
    private const int KeyLength = 32;
    private const int Prefix = 17;
    private const int WrappedLength = Prefix + 12 + KeyLength + 16;

    public async ValueTask<ReadOnlyMemory<byte>> WrapAsync(
        string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataKey.Length, KeyLength, "dataKey.Length");
        var key = file.Read().LastOrDefault(r => IsVersionOf(r, keyName)) ?? await CreateAsync(keyName, cancellationToken);
        var wrapped = new byte[WrappedLength];
        wrapped[0] = 1;
        Convert.FromHexString(key.Version).CopyTo(wrapped, 1);
        entropy.Fill(wrapped.AsSpan(Prefix, 12));
        using var gcm = Open(key);
        gcm.Encrypt(
            wrapped.AsSpan(Prefix, 12), dataKey.Span, wrapped.AsSpan(Prefix + 12, KeyLength), wrapped.AsSpan(WrappedLength - 16),
            Aad(keyName, wrapped));
        return wrapped;
    }

    public ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(keyName);
        cancellationToken.ThrowIfCancellationRequested();
        var wrapped = wrappedKey.Span;
        var version = wrapped.Length == WrappedLength && wrapped[0] == 1 ? Convert.ToHexStringLower(wrapped[1..Prefix]) : "";
        var key = file.Read().FirstOrDefault(r => IsVersionOf(r, keyName) && r.Version == version)
            ?? throw new CryptographicException("The wrapped key was altered, or its key is gone.");
        var dataKey = new byte[KeyLength];
        using var gcm = Open(key);
        gcm.Decrypt(wrapped.Slice(Prefix, 12), wrapped.Slice(Prefix + 12, KeyLength), wrapped[^16..], dataKey, Aad(keyName, wrapped));
        return new(dataKey);
    }

    private static bool IsVersionOf(SecretRecord record, string name) =>
        record.IsKey && record.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static byte[] Aad(string name, ReadOnlySpan<byte> wrapped) =>
        [.. Encoding.ASCII.GetBytes(name.ToLowerInvariant()), 0, .. wrapped[..Prefix]];

    private static AesGcm Open(SecretRecord key)
    {
        var bytes = Convert.FromBase64String(key.Value);
        var gcm = new AesGcm(bytes, 16);
        CryptographicOperations.ZeroMemory(bytes);
        return gcm;
    }

    private ValueTask<SecretRecord> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var key = new byte[KeyLength];
        entropy.Fill(key);
        var version = new byte[16];
        entropy.Fill(version);
        var fresh = new SecretRecord
        {
            IsKey = true,
            Name = name,
            Version = Convert.ToHexStringLower(version),
            Value = Convert.ToBase64String(key),
            Enabled = true,
            Created = clock.GetUtcNow(),
        };

        // Another process may have made it meanwhile: then that one is the key.
        return file.ChangeAsync<SecretRecord>(
            records => records.FindLast(r => IsVersionOf(r, name)) is { } there ? (null, there) : ([.. records, fresh], fresh),
            cancellationToken);
    }
}
