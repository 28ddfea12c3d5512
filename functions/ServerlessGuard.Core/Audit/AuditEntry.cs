using System.Collections.Frozen;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// One fact about one interaction (or about the guard itself). Never content and never a plain hash of content:
/// <see cref="Macs"/> are HMACs under a random per-interaction key. Sequence, previous hash and writer are added by
/// the writer, not by the caller.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The kind of event: one of <see cref="AuditKinds"/>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The interaction's id; null for facts about the guard itself.</summary>
    public string? Interaction { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    /// <summary>The actor: <c>key:…</c>, <c>app:…</c>, <c>user:…</c>, <c>identity:…</c> or <c>guard</c>.</summary>
    public required string Actor { get; init; }

    public string? PolicyRevision { get; init; }

    /// <summary>allow, redact, hold or block; null where no verdict was reached.</summary>
    public string? Verdict { get; init; }

    /// <summary>Kind of finding -> how many.</summary>
    public IReadOnlyDictionary<string, int> Findings { get; init; } = NoFindings;

    /// <summary>The measured part -> HMAC-SHA-256, lower-case hex.</summary>
    public IReadOnlyDictionary<string, string> Macs { get; init; } = NoFacts;

    /// <summary>Further facts: ids, counts, revisions. Never scanned text.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = NoFacts;

    internal static IReadOnlyDictionary<string, int> NoFindings { get; } = FrozenDictionary<string, int>.Empty;

    private static IReadOnlyDictionary<string, string> NoFacts { get; } = FrozenDictionary<string, string>.Empty;
}

/// <summary>
/// An entry as it is in a writer's log: with its place in the chain. <see cref="Previous"/> is the hash of the
/// writer's entry before it (<see cref="AuditEntryEncoding.Genesis"/> at sequence 0), <see cref="Hash"/> its own; both
/// are SHA-256 of the encoded bytes, lower-case hex.
/// </summary>
public sealed record ChainedEntry(string Writer, long Sequence, string Previous, AuditEntry Entry, string Hash);
