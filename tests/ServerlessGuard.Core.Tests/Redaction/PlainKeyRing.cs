using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>Wraps with AES-GCM under one fixed key and counts how often it is asked.</summary>
internal sealed class PlainKeyRing : IKeyRing
{
    private readonly byte[] _key = SHA256.HashData("ring"u8);
    private int _nonces;

    public int Unwraps { get; private set; }

    public ValueTask<ReadOnlyMemory<byte>> WrapAsync(string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        var wrapped = new byte[12 + 16 + dataKey.Length];
        BitConverter.TryWriteBytes(wrapped, ++_nonces);
        using var aes = new AesGcm(_key, 16);
        aes.Encrypt(wrapped.AsSpan(0, 12), dataKey.Span, wrapped.AsSpan(28), wrapped.AsSpan(12, 16));
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(wrapped);
    }

    public ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken)
    {
        Unwraps++;
        var dataKey = new byte[wrappedKey.Length - 28];
        using var aes = new AesGcm(_key, 16);
        aes.Decrypt(wrappedKey.Span[..12], wrappedKey.Span[28..], wrappedKey.Span.Slice(12, 16), dataKey);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(dataKey);
    }
}
