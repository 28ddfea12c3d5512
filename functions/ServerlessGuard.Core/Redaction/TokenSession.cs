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

    private readonly Lock _gate = new();

    // The scope's tokens that were saved when the session was opened, and those that it adds.
    private readonly ScopeTokens _saved;
    private readonly Dictionary<(string Value, string? Spelling), TokenEntry> _byValue = [];
    private readonly Dictionary<string, TokenEntry> _byCode = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reserved = new(StringComparer.Ordinal);
    private readonly List<TokenEntry> _unsaved = [];

    // Codes issued by this session, where no others may be turned back.
    private readonly HashSet<string>? _issued;
    private readonly TokenVaultOptions _options;
    private readonly Func<IReadOnlyList<TokenEntry>, CancellationToken, ValueTask>? _save;
    private string[] _words;

    internal TokenSession(
        TokenScope scope,
        ScopeTokens saved,
        TokenVaultOptions options,
        Func<IReadOnlyList<TokenEntry>, CancellationToken, ValueTask>? save,
        bool onlyIssued = false)
    {
        _issued = onlyIssued ? new HashSet<string>(StringComparer.Ordinal) : null;
        (Scope, _saved, _options, _save, _words) = (scope, saved, options, save, saved.Words);
    }

    public TokenScope Scope { get; }

    /// <summary>The store of the texts that secret rules find; null keeps none.</summary>
    internal SecretCandidates? SecretCandidates { get; set; }

    /// <summary>Tokens known to the session.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _saved.Count + _byCode.Count;
            }
        }
    }

    /// <summary>Whether <see cref="SaveAsync"/> has something to do.</summary>
    public bool HasUnsaved
    {
        get
        {
            lock (_gate)
            {
                return _unsaved.Count > 0;
            }
        }
    }

    /// <summary>The codes issued by this session, where no others may be turned back; null where all of the scope's may.</summary>
    internal IReadOnlyList<string>? Issued
    {
        get
        {
            lock (_gate)
            {
                return _issued is null ? null : [.. _issued.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The letters of the live tokens' labels, longest first.</summary>
    internal IReadOnlyList<string> RestorableWords => Volatile.Read(ref _words);

    /// <summary>A session without a vault: its tokens end with it. For masking, and for redacting and restoring in one go.</summary>
    public static TokenSession Ephemeral(IEntropy entropy, TokenVaultOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        Span<byte> secret = stackalloc byte[32];
        entropy.Fill(secret);
        return new TokenSession(new TokenScope("", "", ""), new ScopeTokens(secret, []), options ?? new TokenVaultOptions(), save: null);
    }

    /// <summary>
    /// Writes new tokens to the vault; when it throws, they are still unsaved and the redacted text must not leave.
    /// Throws <see cref="StoreUnavailableException"/> when the store is down.
    /// </summary>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        TokenEntry[] entries;
        lock (_gate)
        {
            entries = [.. _unsaved];
        }

        if (entries.Length == 0)
        {
            // Of a new scope, the first token stores the secret too.
            return;
        }

        if (_save is not null)
        {
            await _save(entries, cancellationToken);
        }

        lock (_gate)
        {
            _unsaved.RemoveAll(entries.Contains);
        }
    }

    /// <summary>
    /// The value's token, the same for the same value and spelling; null when the value is too long or the scope is full.
    /// </summary>
    internal string? Issue(string kind, string value, string? spelling = null)
    {
        // A token inside the value (someone wrote on in a redacted text) stands for its original.
        if (value.Contains('[', StringComparison.Ordinal)
            && Restorer.Restore(value, this, RestoreMode.Everywhere) is { Restored.Count: > 0 } original)
        {
            (value, spelling) = (original.Text, null);
        }

        lock (_gate)
        {
            if ((_saved.OfValue(value, spelling) ?? _byValue.GetValueOrDefault((value, spelling))) is { } known)
            {
                _issued?.Add(known.Code);
                return known.Token;
            }

            if (value.Length > _options.MaxValueLength || _saved.Count + _byCode.Count >= _options.MaxEntries)
            {
                return null;
            }

            for (var draw = 0; draw < MaxDraws; draw++)
            {
                if (TokenCode.Draw(_saved.TokenKey, spelling is null ? value : $"{spelling}\0{value}", draw) is { } code
                    && !_saved.IsTaken(code)
                    && !_byCode.ContainsKey(code)
                    && !_reserved.Contains(code))
                {
                    var entry = new TokenEntry(kind, code, value, spelling);
                    Add(entry);
                    _issued?.Add(code);
                    _unsaved.Add(entry);
                    return entry.Token;
                }
            }

            return null;
        }
    }

    /// <summary>Why <see cref="Issue"/> gave no token. Holds nothing of the value.</summary>
    internal string WhyNot(string value)
    {
        lock (_gate)
        {
            return value.Length > _options.MaxValueLength
                ? $"it is longer than {_options.MaxValueLength} characters"
                : $"its scope holds {_saved.Count + _byCode.Count} of at most {_options.MaxEntries} tokens";
        }
    }

    /// <summary>Lets codes be turned back that an earlier session of the scope issued.</summary>
    internal void AllowRestore(IReadOnlyCollection<string> codes)
    {
        lock (_gate)
        {
            _issued?.UnionWith(codes);
        }
    }

    /// <summary>Codes that a restorer could read in the text are never issued from now on.</summary>
    internal void Reserve(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (_reserved.Count < MaxReserved)
            {
                TokenLookalikes.Collect(text, _reserved);
            }
        }
    }

    /// <summary>The original of an upper-case code in this scope.</summary>
    internal TokenEntry? Resolve(ReadOnlySpan<char> code)
    {
        lock (_gate)
        {
            var found = _saved.OfCode(code)
                ?? (_byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var entry) ? entry : null);
            return found is not null && _issued?.Contains(found.Code) != false ? found : null;
        }
    }

    /// <summary>Whether the text is, to the letter, a token of this session.</summary>
    internal bool IsToken(ReadOnlySpan<char> text) =>
        text.Length > TokenCode.Length + 2
        && Resolve(text[(text.Length - TokenCode.Length - 1)..^1]) is { } entry
        && text.SequenceEqual(entry.Token);

    /// <summary>A keyed hash by which equal values of the scope are recognised: 50 bits in ten letters and digits.</summary>
    internal string Hash(ReadOnlySpan<char> value)
    {
        const string symbols = "abcdefghjkmnpqrstvwxyz2345678923";
        Span<byte> hash = stackalloc byte[32];
        TokenCode.Mac(_saved.HashKey, value, 0, hash);
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
        TokenCode.Mac(_saved.SurrogateKey, value, draw, destination);

    private void Add(TokenEntry entry)
    {
        _byValue.Add((entry.Value, entry.Spelling), entry);
        _byCode.Add(entry.Code, entry);
        if (!_words.Contains(entry.Word))
        {
            Volatile.Write(ref _words, ScopeTokens.Order(_words.Append(entry.Word)));
        }
    }
}
