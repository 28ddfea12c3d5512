namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// One observation: an entry of the audit log (<see cref="Entry"/> is its index, and the pack holds it with its proof), or
/// the state of the guard at <see cref="Time"/>. It never holds content.
/// </summary>
public sealed record Fact
{
    /// <summary>One of <see cref="Audit.AuditKinds"/> or <see cref="FactKinds"/>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The id of the tier, credential or model that it describes; empty where the kind has no subjects.</summary>
    public string Subject { get; init; } = "";

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Index in the audit log, from 0; null for facts that are not entries.</summary>
    public long? Entry { get; init; }

    /// <summary>Stable within a pack: <c>entry-12</c>, <c>state.tier-regulated</c>.</summary>
    public string Id => Entry is { } index ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"entry-{index}")
        : Subject.Length == 0 ? Kind : $"{Kind}-{Subject}";
}
