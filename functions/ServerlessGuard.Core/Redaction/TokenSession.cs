using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The tokens of one scope while one interaction (or one file) is worked on. Issues and resolves synchronously;
/// <see cref="SaveAsync"/> makes new tokens durable and must complete before redacted text leaves. Thread-safe.
/// </summary>
public sealed class TokenSession
{
    private const int MaxDraws = 64;
    private const int MaxReserved = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, TokenEntry> byValue = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenEntry> byCode = new(StringComparer.Ordinal);
    private readonly HashSet<string> ambiguous = new(StringComparer.Ordinal);
    private readonly HashSet<string> reserved = new(StringComparer.Ordinal);
    private readonly List<TokenEntry> unsaved = [];

    // Codes issued by this session, where no others may be turned back.
    private readonly HashSet<string>? issued;
    private readonly TokenVaultOptions options;
    private readonly Func<IReadOnlyList<TokenEntry>, CancellationToken, ValueTask>? save;
    private readonly byte[] tokenKey;
    private readonly byte[] hashKey;
    private readonly byte[] surrogateKey;
    private string[] words = [];

    internal TokenSession(
        TokenScope scope,
        ReadOnlySpan<byte> secret,
        TokenVaultOptions options,
        IEnumerable<TokenEntry> entries,
        Func<IReadOnlyList<TokenEntry>, CancellationToken, ValueTask>? save,
        bool onlyIssued = false)
    {
        issued = onlyIssued ? new HashSet<string>(StringComparer.Ordinal) : null;
        (Scope, this.options, this.save) = (scope, options, save);
        tokenKey = HKDF.Expand(HashAlgorithmName.SHA256, secret.ToArray(), 32, "token"u8.ToArray());
        hashKey = HKDF.Expand(HashAlgorithmName.SHA256, secret.ToArray(), 32, "hash"u8.ToArray());
        surrogateKey = HKDF.Expand(HashAlgorithmName.SHA256, secret.ToArray(), 32, "surrogate"u8.ToArray());
        foreach (var entry in entries)
        {
            Add(entry);
        }
    }

    public TokenScope Scope { get; }

    /// <summary>Where the texts that secret rules find are kept; null keeps none.</summary>
    internal SecretSightings? Sightings { get; set; }

    /// <summary>Tokens known to the session.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byCode.Count;
            }
        }
    }

    /// <summary>Whether <see cref="SaveAsync"/> has something to do.</summary>
    public bool HasUnsaved
    {
        get
        {
            lock (gate)
            {
                return unsaved.Count > 0;
            }
        }
    }

    /// <summary>The codes issued by this session, where no others may be turned back; null where all of the scope's may.</summary>
    internal IReadOnlyList<string>? Issued
    {
        get
        {
            lock (gate)
            {
                return issued is null ? null : [.. issued.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The letters of the live tokens' labels, longest first.</summary>
    internal IReadOnlyList<string> Words => Volatile.Read(ref words);

    /// <summary>A session without a vault: its tokens end with it. For masking, and for redacting and restoring in one go.</summary>
    public static TokenSession Ephemeral(IEntropy entropy, TokenVaultOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        Span<byte> secret = stackalloc byte[32];
        entropy.Fill(secret);
        return new TokenSession(new TokenScope("", "", ""), secret, options ?? new TokenVaultOptions(), [], save: null);
    }

    /// <summary>
    /// Writes new tokens to the vault; when it throws, they are still unsaved and the redacted text must not leave.
    /// Throws <see cref="StoreUnavailableException"/> when the store is down.
    /// </summary>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        TokenEntry[] entries;
        lock (gate)
        {
            entries = [.. unsaved];
        }

        if (entries.Length == 0)
        {
            return;
        }

        if (save is not null)
        {
            await save(entries, cancellationToken);
        }

        lock (gate)
        {
            unsaved.RemoveAll(entries.Contains);
        }
    }

    /// <summary>The value's token, the same for the same value; null when the value is too long or the scope is full.</summary>
    internal string? Issue(string kind, string value)
    {
        // A token inside the value (someone wrote on in a redacted text) stands for its original.
        value = value.Contains('[', StringComparison.Ordinal) ? Restorer.Restore(value, this, RestorePlaces.Everywhere).Text : value;
        lock (gate)
        {
            if (byValue.TryGetValue(value, out var known))
            {
                issued?.Add(known.Code);
                return known.Token;
            }

            if (value.Length > options.MaxValueLength || byCode.Count >= options.MaxEntries)
            {
                return null;
            }

            for (var draw = 0; draw < MaxDraws; draw++)
            {
                if (TokenCode.Draw(tokenKey, value, draw) is { } code && !byCode.ContainsKey(code) && !ambiguous.Contains(code) && !reserved.Contains(code))
                {
                    var entry = new TokenEntry(kind, code, value);
                    Add(entry);
                    issued?.Add(code);
                    unsaved.Add(entry);
                    return entry.Token;
                }
            }

            return null;
        }
    }

    /// <summary>Why <see cref="Issue"/> gave no token. Holds nothing of the value.</summary>
    internal string WhyNot(string value)
    {
        lock (gate)
        {
            return value.Length > options.MaxValueLength
                ? $"it is longer than {options.MaxValueLength} characters"
                : $"its scope holds {byCode.Count} of at most {options.MaxEntries} tokens";
        }
    }

    /// <summary>Lets codes be turned back that an earlier session of the scope issued.</summary>
    internal void Admit(IReadOnlyCollection<string> codes)
    {
        lock (gate)
        {
            issued?.UnionWith(codes);
        }
    }

    /// <summary>Codes that a restorer could read in the text are never issued from now on.</summary>
    internal void Reserve(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            if (reserved.Count < MaxReserved)
            {
                LookAlikes.Collect(text, reserved);
            }
        }
    }

    /// <summary>What an upper-case code stands for here.</summary>
    internal TokenEntry? Resolve(ReadOnlySpan<char> code)
    {
        lock (gate)
        {
            return byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) && issued?.Contains(entry.Code) != false ? entry : null;
        }
    }

    /// <summary>Whether the text is, to the letter, a token of this session.</summary>
    internal bool IsToken(ReadOnlySpan<char> text) =>
        text.Length > TokenCode.Length + 2
        && Resolve(text[(text.Length - TokenCode.Length - 1)..^1]) is { } entry
        && text.SequenceEqual(entry.Token);

    /// <summary>A keyed hash that tells equal values of the scope: 50 bits in ten letters and digits.</summary>
    internal string Hash(ReadOnlySpan<char> value)
    {
        const string symbols = "abcdefghjkmnpqrstvwxyz2345678923";
        Span<byte> hash = stackalloc byte[32];
        TokenCode.Mac(hashKey, value, 0, hash);
        return string.Create(10, hash, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = symbols[bytes[i] & 31];
            }
        });
    }

    /// <summary>32 pseudo-random bytes for a value, the same in the whole scope.</summary>
    internal void Derive(ReadOnlySpan<char> value, int draw, Span<byte> destination) =>
        TokenCode.Mac(surrogateKey, value, draw, destination);

    private void Add(TokenEntry entry)
    {
        if (byCode.TryGetValue(entry.Code, out var other))
        {
            if (other.Value != entry.Value)
            {
                // Two interactions drew the same code at once for different values: it can no longer be restored safely.
                byCode.Remove(entry.Code);
                byValue.Remove(other.Value);
                ambiguous.Add(entry.Code);
            }

            return;
        }

        if (ambiguous.Contains(entry.Code) || !byValue.TryAdd(entry.Value, entry))
        {
            return;
        }

        byCode.Add(entry.Code, entry);
        if (!words.Contains(entry.Word))
        {
            Volatile.Write(ref words, [.. words.Append(entry.Word).OrderByDescending(static word => word.Length).ThenBy(static word => word, StringComparer.Ordinal)]);
        }
    }
}
