using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Keys of interactions. The writer makes an epoch's data key, wraps it once and forgets it after
/// <see cref="ContentOptions.EpochFor"/>: it never asks the key port to unwrap. Thread-safe.
/// </summary>
internal sealed class ContentKeys(IKeyRing ring, IEntropy entropy, TimeProvider clock, ContentOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Key, DateTimeOffset Until)> _opened = new(StringComparer.Ordinal);
    private Epoch? _epoch;

    /// <summary>A new key. Throws whatever the key port throws when an epoch begins and it is down.</summary>
    public async ValueTask<ContentKey> NewAsync(string interaction, CancellationToken cancellationToken)
    {
        var epoch = Volatile.Read(ref _epoch);
        if (epoch is null || epoch.Until <= clock.GetUtcNow())
        {
            epoch = await BeginAsync(cancellationToken);
        }

        var salt = new byte[ContentKey.Length];
        entropy.Fill(salt);
        return new ContentKey(interaction, options.KeyName, epoch.Wrapped, epoch.Key.Span, salt);
    }

    /// <summary>
    /// The key that content was sealed with. Throws <see cref="System.Security.Cryptography.CryptographicException"/> when it does not
    /// unwrap.
    /// </summary>
    public async ValueTask<ContentKey> OpenAsync(
        string interaction, string keyName, ReadOnlyMemory<byte> wrapped, ReadOnlyMemory<byte> salt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (stale, kept) in _opened)
        {
            if (kept.Until <= now)
            {
                _opened.TryRemove(stale, out _);
            }
        }

        var name = keyName + "\n" + Convert.ToBase64String(wrapped.Span);
        if (!_opened.TryGetValue(name, out var opened))
        {
            opened = (await ring.UnwrapAsync(keyName, wrapped, cancellationToken), now + options.EpochFor);
            _opened[name] = opened;
        }

        return new ContentKey(interaction, keyName, wrapped, opened.Key.Span, salt);
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Epoch> BeginAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_epoch is { } other && other.Until > clock.GetUtcNow())
            {
                return other;
            }

            var key = new byte[ContentKey.Length];
            entropy.Fill(key);
            var wrapped = await ring.WrapAsync(options.KeyName, key, cancellationToken);
            var epoch = new Epoch(key, wrapped, clock.GetUtcNow() + options.EpochFor);
            Volatile.Write(ref _epoch, epoch);
            return epoch;
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Epoch(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Wrapped, DateTimeOffset Until);
}
