using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>A limit on a caller that misused a model. A person lifts it.</summary>
public sealed record CallerRestriction
{
    [JsonPropertyName("caller")]
    public required string Caller { get; init; }

    [JsonPropertyName("application")]
    public required string Application { get; init; }

    [JsonPropertyName("response")]
    public required MisuseResponse Response { get; init; }

    [JsonPropertyName("kind")]
    public required MisuseKind Kind { get; init; }

    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }
}

/// <summary>
/// The callers that are throttled, reviewed or suspended: one document each. The gateway reads a copy of at most <see cref="Fresh"/>;
/// while the store is down the last copy serves for <see cref="Stale"/>, and after that nobody knows who is suspended. Thread-safe.
/// Throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class CallerRestrictions(IDocumentStore documents, IAuditLog audit, IPolicySource policies, TimeProvider clock)
{
    public const string Partition = "caller-restrictions";

    /// <summary>A restriction is in force everywhere after this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    private const int Page = 200;

    private Copy _copy = new(FrozenDictionary<string, CallerRestriction>.Empty, DateTimeOffset.MinValue);

    /// <summary>The caller's restriction, at most <see cref="Fresh"/> old; null: it has none.</summary>
    public async ValueTask<CallerRestriction?> FindAsync(string caller, CancellationToken cancellationToken)
    {
        var (copy, now) = (Volatile.Read(ref _copy), clock.GetUtcNow());
        if (now - copy.Read >= Fresh)
        {
            try
            {
                copy = new(
                    (await ListAsync(cancellationToken)).ToFrozenDictionary(static r => r.Caller, StringComparer.Ordinal), now);
                Volatile.Write(ref _copy, copy);
            }
            catch (StoreUnavailableException) when (now - copy.Read < Stale)
            {
            }
        }

        return copy.Restrictions.GetValueOrDefault(caller);
    }

    /// <summary>All restrictions as they are stored now.</summary>
    public async ValueTask<IReadOnlyList<CallerRestriction>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<CallerRestriction>();
        string? after = null;
        while (await documents.ListAsync(Partition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(Of));
            after = page[^1].Key;
        }

        return all;
    }

    /// <summary>Restricts a caller; one that is restricted more strictly already stays as it is.</summary>
    public async ValueTask AddAsync(CallerRestriction restriction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(restriction);
        var body = JsonSerializer.SerializeToUtf8Bytes(restriction, MonitoringJson.Default.CallerRestriction);
        var key = KeyOf(restriction.Caller);
        while (await documents.CreateAsync(Partition, key, body, null, cancellationToken) is null)
        {
            if (await documents.GetAsync(Partition, key, cancellationToken) is { } standing
                && (Of(standing).Response >= restriction.Response
                    || await documents.ReplaceAsync(Partition, key, body, standing.Version, null, cancellationToken) is not null))
            {
                return;
            }
        }
    }

    /// <summary>Lifts a caller's restriction. The entry, which names the person, comes first.</summary>
    /// <returns>False: the caller had none.</returns>
    public async ValueTask<bool> ReleaseAsync(string caller, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        while (await documents.GetAsync(Partition, KeyOf(caller), cancellationToken) is { } standing)
        {
            var restriction = Of(standing);
            await audit.AppendAsync(
                new AuditEntry
                {
                    Kind = AuditKinds.CallerReleased,
                    Time = clock.GetUtcNow(),
                    Application = restriction.Application,
                    Actor = actor,
                    PolicyRevision = policies.Current.RevisionId,
                    Facts = new Dictionary<string, string>
                    {
                        ["caller"] = caller,
                        ["kind"] = WireName.Of(restriction.Kind),
                        ["response"] = WireName.Of(restriction.Response),
                    },
                },
                cancellationToken);
            if (await documents.DeleteAsync(Partition, KeyOf(caller), standing.Version, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static CallerRestriction Of(Document document) =>
        JsonSerializer.Deserialize(document.Body.Span, MonitoringJson.Default.CallerRestriction)!;

    private static string KeyOf(string caller) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller)).AsSpan(0, 16));

    private sealed record Copy(FrozenDictionary<string, CallerRestriction> Restrictions, DateTimeOffset Read);
}
