using System.Globalization;
using System.Security.Cryptography;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// Content over documents (small) and blobs (large), sealed as <see cref="SealedContent"/> says. A record that it will
/// expire is written before any content, so that a crash never leaves content that nothing expires. Where there is a
/// <see cref="ContentLog"/>, it takes the interactions' own content. Thread-safe.
/// </summary>
public sealed class ContentStore : IContentStore, IKeptContent, IDisposable
{
    private readonly IDocumentStore _documents;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _clock;
    private readonly IAuditLog _audit;
    private readonly ContentOptions _options;
    private readonly ContentKeys _keys;
    private readonly SealedContentStorage _storage;
    private readonly ContentLog? _log;

    public ContentStore(
        IDocumentStore documents, IBlobStore blobs, IKeyRing ring, IAuditLog audit, IEntropy entropy, TimeProvider clock,
        ContentOptions? options = null, ContentLog? log = null)
    {
        _log = log;
        (_documents, _entropy, _clock, _audit, _options) = (documents, entropy, clock, audit, options ?? new ContentOptions());
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.EpochFor, TimeSpan.FromMinutes(15));
        _keys = new ContentKeys(ring, entropy, clock, _options);
        _storage = new SealedContentStorage(documents, blobs, _options.MaxInlineBytes);
    }

    /// <summary>
    /// Whether an interaction's own content may be written beside its closing entry: a recovery then finds what a crash between the two
    /// leaves. Else it is written before it.
    /// </summary>
    internal bool WritesBeside => _log is not null;

    /// <summary>A key for one interaction, whose entries it measures and whose content it seals.</summary>
    public ValueTask<ContentKey> NewKeyAsync(string interaction, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(interaction);
        return _keys.NewAsync(interaction, cancellationToken);
    }

    /// <summary>
    /// Records when an interaction's own content will expire, or makes the log ready that says so. Before <see cref="WriteAsync"/>; twice
    /// changes nothing.
    /// </summary>
    public ValueTask PrepareAsync(string interaction, ContentTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return _log is null
            ? PrepareAsync(interaction, ContentNames.ExchangeBundle, terms, cancellationToken)
            : _log.PrepareAsync(ContentNames.RoundUp(terms.Expires));
    }

    /// <summary>
    /// Seals an interaction's own parts together, once: false when that was done before, where the store can tell. Durable when it
    /// completes.
    /// </summary>
    public async ValueTask<bool> WriteAsync(
        ContentKey key, ContentTerms terms, IReadOnlyList<ContentPart> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(terms);
        var whole = Whole(terms);
        var bytes = SealedContent.Seal(key, whole, parts, _entropy);
        if (_log is not null && bytes.Length <= ContentLog.MaxBytes)
        {
            await _log.AppendAsync(whole.Expires, bytes);
            return true;
        }

        if (_log is not null)
        {
            await PrepareAsync(key.Interaction, ContentNames.ExchangeBundle, terms, cancellationToken);
        }

        return await _storage.CreateAsync(key.Interaction, ContentNames.ExchangeBundle, bytes, cancellationToken);
    }

    public async ValueTask<bool> PutAsync(
        string interaction, string part, ReadOnlyMemory<byte> content, ContentTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ContentNames.Require(interaction, part);
        if (part == ContentNames.ExchangeBundle)
        {
            throw new ArgumentException("The part's name is the store's own.", nameof(part));
        }

        var key = await _keys.NewAsync(interaction, cancellationToken);
        await PrepareAsync(interaction, part, terms, cancellationToken);
        if (!await _storage.CreateAsync(
            interaction, part, SealedContent.Seal(key, Whole(terms), [new ContentPart(part, content)], _entropy), cancellationToken))
        {
            return false;
        }

        await _audit.AppendAsync(
            Entry(AuditKinds.ContentSealed, Actors.Guard, interaction, terms) with
            {
                Macs = new Dictionary<string, string>
                {
                    [part] = Convert.ToHexStringLower(HMACSHA256.HashData(key.MacKey.Span, content.Span))
                },
                Facts = new Dictionary<string, string>
                {
                    ["part"] = part,
                    [part + ".bytes"] = content.Length.ToString(CultureInfo.InvariantCulture),
                    ["content.until"] = Until(terms),
                },
            },
            cancellationToken);
        return true;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(
        string interaction, string part, string actor, string purpose, CancellationToken cancellationToken)
    {
        ContentNames.Require(interaction, part);
        foreach (var bundle in (string[])[part, ContentNames.ExchangeBundle])
        {
            if (await OpenBundleAsync(interaction, bundle, cancellationToken) is { } opened
                && opened.Parts.FirstOrDefault(p => p.Name == part) is { } found)
            {
                await RecordReadAsync(opened, part, actor, purpose, cancellationToken);
                return found.Bytes;
            }
        }

        return null;
    }

    /// <summary>
    /// Opens every bundle of an interaction for <paramref name="actor"/>: its own parts, and those that were put beside
    /// them and are named here. Recorded as <see cref="ReadAsync"/> records; empty when nothing is left.
    /// </summary>
    public async ValueTask<IReadOnlyList<OpenedContent>> OpenAsync(
        string interaction, IReadOnlyList<string> beside, string actor, string purpose, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(beside);
        var all = new List<OpenedContent>();
        foreach (var bundle in beside.Prepend(ContentNames.ExchangeBundle))
        {
            ContentNames.Require(interaction, bundle);
            if (await OpenBundleAsync(interaction, bundle, cancellationToken) is { } opened)
            {
                await RecordReadAsync(opened, string.Join(',', opened.Parts.Select(static p => p.Name)), actor, purpose, cancellationToken);
                all.Add(opened);
            }
        }

        return all;
    }

    async ValueTask<IReadOnlySet<string>> IKeptContent.MissingAsync(
        IReadOnlyCollection<string> interactions, CancellationToken cancellationToken)
    {
        var missing = _log is null
            ? interactions.ToHashSet(StringComparer.Ordinal)
            : await _log.MissingAsync(interactions, cancellationToken);
        foreach (var interaction in missing.ToArray())
        {
            if (await _storage.ExistsAsync(interaction, ContentNames.ExchangeBundle, cancellationToken))
            {
                missing.Remove(interaction);
            }
        }

        return missing;
    }

    public void Dispose() => _keys.Dispose();

    /// <summary>The end of retention as entries say it.</summary>
    internal static string Until(ContentTerms terms) =>
        ContentNames.RoundUp(terms.Expires).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ContentTerms Whole(ContentTerms terms) => terms with { Expires = ContentNames.RoundUp(terms.Expires) };

    private async ValueTask PrepareAsync(string interaction, string bundle, ContentTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var due = new ContentExpiration(terms.Application, terms.Tier, IsExpiring: false);
        await _documents.CreateAsync(
            ContentNames.DuePartition(interaction), ContentNames.DueKey(terms.Expires, interaction, bundle), due.ToBytes(), null,
            cancellationToken);
    }

    private async ValueTask<OpenedContent?> OpenBundleAsync(string interaction, string bundle, CancellationToken cancellationToken)
    {
        if ((await _storage.ReadAsync(interaction, bundle, cancellationToken)
            ?? await FindInLogAsync(interaction, bundle, cancellationToken)) is not { } bytes)
        {
            return null;
        }

        var content = SealedContent.Read(bytes);
        var header = content.Header;
        if (header.Interaction != interaction)
        {
            throw new CryptographicException("Sealed content of one interaction is stored under another.");
        }

        if (header.Terms.Expires <= _clock.GetUtcNow()
            && !await LegalHolds.IsHeldAsync(_documents, interaction, header.Terms.Application, cancellationToken))
        {
            return null;
        }

        var key = await _keys.OpenAsync(interaction, header.KeyName, header.Wrapped, header.Salt, cancellationToken);
        return new OpenedContent(interaction, header.Terms, content.Open(key), key.MacKey);
    }

    private ValueTask<ReadOnlyMemory<byte>?> FindInLogAsync(string interaction, string bundle, CancellationToken cancellationToken) =>
        _log is not null && bundle == ContentNames.ExchangeBundle ? _log.FindAsync(interaction, cancellationToken) : default;

    private async ValueTask RecordReadAsync(
        OpenedContent opened, string parts, string actor, string purpose, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        await _audit.AppendAsync(
            Entry(AuditKinds.ContentRead, actor, opened.Interaction, opened.Terms) with
            {
                Facts = new Dictionary<string, string> { ["part"] = parts, ["purpose"] = purpose },
            },
            cancellationToken);
    }

    private AuditEntry Entry(string kind, string actor, string interaction, ContentTerms terms) => new()
    {
        Kind = kind,
        Time = _clock.GetUtcNow(),
        Actor = actor,
        Interaction = interaction,
        Application = terms.Application,
        Tier = terms.Tier,
    };
}

/// <summary>An interaction's parts, opened, with the key that its entries measured them under.</summary>
public sealed record OpenedContent(string Interaction, ContentTerms Terms, IReadOnlyList<ContentPart> Parts, ReadOnlyMemory<byte> MacKey)
{
    public override string ToString() => $"OpenedContent {{ {Interaction} }}";
}
