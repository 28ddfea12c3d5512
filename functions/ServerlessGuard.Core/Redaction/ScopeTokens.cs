using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// A scope as its records give it: the keys that its secret gives, and the tokens that were saved. Never changes, so many sessions share
/// one; each adds what it issues for itself.
/// </summary>
internal sealed class ScopeTokens
{
    private const int KeyLength = 32;

    private readonly Dictionary<(string Value, string? Spelling), TokenEntry> _byValue = [];
    private readonly Dictionary<string, TokenEntry> _byCode = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);
    private readonly byte[] _bundleKey;

    public ScopeTokens(ReadOnlySpan<byte> secret, IEnumerable<TokenEntry> saved)
    {
        (TokenKey, HashKey, SurrogateKey, _bundleKey) = (
            Derive(secret, "token"u8), Derive(secret, "hash"u8), Derive(secret, "surrogate"u8), Derive(secret, "bundle"u8));
        Words = Add(saved);
    }

    private ScopeTokens(ScopeTokens before, IEnumerable<TokenEntry> added)
    {
        (TokenKey, HashKey, SurrogateKey, _bundleKey) = (before.TokenKey, before.HashKey, before.SurrogateKey, before._bundleKey);
        _ambiguous.UnionWith(before._ambiguous);
        Words = Add(before._byCode.Values.Concat(added));
    }

    /// <summary>The scope's secret, where it is new and no record of it is stored yet: the first save stores it.</summary>
    public byte[]? Unsaved { get; init; }

    public byte[] TokenKey { get; }

    public byte[] HashKey { get; }

    public byte[] SurrogateKey { get; }

    public int Count => _byCode.Count;

    /// <summary>The letters of the tokens' labels, longest first.</summary>
    public string[] Words { get; }

    public static string[] Order(IEnumerable<string> words) =>
        [.. words.Distinct(StringComparer.Ordinal)
            .OrderByDescending(static word => word.Length)
            .ThenBy(static word => word, StringComparer.Ordinal)];

    /// <summary>The same scope after these were saved.</summary>
    public ScopeTokens With(IEnumerable<TokenEntry> added) => new(this, added);

    public TokenEntry? OfValue(string value, string? spelling) => _byValue.GetValueOrDefault((value, spelling));

    public TokenEntry? OfCode(ReadOnlySpan<char> code) =>
        _byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) ? entry : null;

    /// <summary>Whether the code stands for a value already, or for none because it stood for two.</summary>
    public bool IsTaken(string code) => _byCode.ContainsKey(code) || _ambiguous.Contains(code);

    /// <summary>
    /// The name of a record of these tokens that is written now. Whoever writes the same tokens in the same minute writes the same name,
    /// so that a burst of equal requests leaves one record; other values, even under the same codes, have another name. The minute keeps
    /// a record from standing for tokens that are issued when its time is nearly over.
    /// </summary>
    public string BundleName(IEnumerable<TokenEntry> entries, DateTimeOffset now)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _bundleKey);
        mac.AppendData(BitConverter.GetBytes(now.UtcTicks / TimeSpan.TicksPerMinute));
        foreach (var entry in entries)
        {
            var plain = entry.ToBytes();
            mac.AppendData(BitConverter.GetBytes(plain.Length));
            mac.AppendData(plain);
            mac.AppendData(Encoding.ASCII.GetBytes(entry.Code));
        }

        return Convert.ToHexStringLower(mac.GetHashAndReset().AsSpan(0, 16));
    }

    private static byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> purpose)
    {
        var key = new byte[KeyLength];
        HKDF.Expand(HashAlgorithmName.SHA256, secret, key, purpose);
        return key;
    }

    private string[] Add(IEnumerable<TokenEntry> entries)
    {
        foreach (var entry in entries)
        {
            Add(entry);
        }

        return Order(_byCode.Values.Select(static entry => entry.Word));
    }

    private void Add(TokenEntry entry)
    {
        if (_byCode.TryGetValue(entry.Code, out var other))
        {
            if (other.Value != entry.Value || other.Spelling != entry.Spelling)
            {
                // Two interactions drew the same code at once for different values: it can no longer be restored safely.
                _byCode.Remove(entry.Code);
                if (_byValue.GetValueOrDefault((other.Value, other.Spelling)) == other)
                {
                    _byValue.Remove((other.Value, other.Spelling));
                }

                _ambiguous.Add(entry.Code);
            }
        }
        else if (!_ambiguous.Contains(entry.Code))
        {
            // A value has two codes where two instances began the scope at once, each with a secret of its own: both are turned back.
            _byCode.Add(entry.Code, entry);
            _byValue.TryAdd((entry.Value, entry.Spelling), entry);
        }
    }
}

/// <summary>
/// The scopes that were read within the last second. Requests of one conversation come together, and each record that is opened costs a
/// decryption; a second later another instance's tokens are seen, as they are when two requests come at once. Thread-safe.
/// </summary>
internal sealed class ScopeCache(TimeProvider clock)
{
    /// <summary>More scopes at once are read anew each time.</summary>
    private const int MaxScopes = 4096;

    /// <summary>More tokens in one scope are read anew each time, so that memory stays bounded.</summary>
    private const int MaxTokens = 1024;

    private readonly Dictionary<TokenScope, Reading> _readings = [];
    private readonly Lock _gate = new();
    private bool _sweeps;

    /// <summary>How long decrypted tokens stay in memory, and so how late those of another instance may be seen.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Gives what was read within the last second, or is being read; else what <paramref name="read"/> gives.</summary>
    public async ValueTask<ScopeTokens> GetAsync(
        TokenScope scope, Func<CancellationToken, ValueTask<ScopeTokens>> read, CancellationToken cancellationToken)
    {
        var reading = Find(scope, read);
        try
        {
            var tokens = await reading.Tokens.Value.WaitAsync(cancellationToken);
            if (tokens.Count > MaxTokens)
            {
                Drop(scope, reading);
            }

            return tokens;
        }
        catch when (reading.Tokens.Value is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            Drop(scope, reading);
            throw;
        }
    }

    /// <summary>The next opening reads anew: nobody knows what is stored.</summary>
    public void Drop(TokenScope scope)
    {
        lock (_gate)
        {
            _readings.Remove(scope);
        }
    }

    /// <summary>These were saved: what was read is as old as before, and has them too.</summary>
    public void Add(TokenScope scope, IReadOnlyList<TokenEntry> saved)
    {
        lock (_gate)
        {
            if (!_readings.TryGetValue(scope, out var kept) || kept.IsOver(clock)
                || kept.Tokens is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                _readings.Remove(scope);
                return;
            }

            var tokens = Task.FromResult(kept.Tokens.Value.Result.With(saved));
            _readings[scope] = new Reading(kept.Started, new(() => tokens));
        }
    }

    private Reading Find(TokenScope scope, Func<CancellationToken, ValueTask<ScopeTokens>> read)
    {
        lock (_gate)
        {
            if (_readings.TryGetValue(scope, out var kept) && !kept.IsOver(clock))
            {
                return kept;
            }

            // Not cancelled by whoever asks first: others wait for the same reading.
            var reading = new Reading(clock.GetTimestamp(), new(() => read(CancellationToken.None).AsTask()));
            if (kept is not null || _readings.Count < MaxScopes)
            {
                _readings[scope] = reading;
                if (!_sweeps)
                {
                    _sweeps = true;
                    _ = SweepAsync();
                }
            }

            return reading;
        }
    }

    private void Drop(TokenScope scope, Reading reading)
    {
        lock (_gate)
        {
            if (_readings.GetValueOrDefault(scope) == reading)
            {
                _readings.Remove(scope);
            }
        }
    }

    /// <summary>Forgets what is over, also where nobody asks again; ends when nothing is left.</summary>
    private async Task SweepAsync()
    {
        while (true)
        {
            await Task.Delay(KeptFor, clock);
            lock (_gate)
            {
                foreach (var (scope, reading) in _readings)
                {
                    if (reading.IsOver(clock))
                    {
                        _readings.Remove(scope);
                    }
                }

                if (_readings.Count == 0)
                {
                    _sweeps = false;
                    return;
                }
            }
        }
    }

    private sealed class Reading(long started, Lazy<Task<ScopeTokens>> tokens)
    {
        public long Started => started;

        public Lazy<Task<ScopeTokens>> Tokens => tokens;

        public bool IsOver(TimeProvider clock) => clock.GetElapsedTime(started) >= KeptFor;
    }
}
