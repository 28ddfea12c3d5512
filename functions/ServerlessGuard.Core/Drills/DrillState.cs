using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Drills;

/// <summary>The drills' one journal document: one, so that there are never two drills at once.</summary>
public sealed record DrillState : ILeasedDocument<DrillState>
{
    [JsonPropertyName("leaseOwner")]
    public string? LeaseOwner { get; init; }

    [JsonPropertyName("leaseUntil")]
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The drill under way, or the last one.</summary>
    [JsonPropertyName("run")]
    public DrillRun? Run { get; init; }

    /// <summary>A person's request for a drill that nobody began yet.</summary>
    [JsonPropertyName("requested")]
    public DrillRequest? Requested { get; init; }

    /// <summary>The last ended run of each kind.</summary>
    [JsonPropertyName("last")]
    public IReadOnlyList<DrillRun> Last { get; init; } = [];

    /// <summary>The last run of each kind that passed and acted.</summary>
    [JsonPropertyName("passed")]
    public IReadOnlyList<DrillRun> Passed { get; init; } = [];

    /// <summary>Since when each kind is known to be wanted: what was never drilled is overdue from here.</summary>
    [JsonPropertyName("wanted")]
    public IReadOnlyDictionary<DrillKind, DateTimeOffset> Wanted { get; init; } = new Dictionary<DrillKind, DateTimeOffset>();

    /// <summary>The drill that a worker acts on.</summary>
    internal DrillRun Acting => Run ?? throw new InvalidOperationException("There is no drill.");

    public DrillState WithLease(string? owner, DateTimeOffset? until) => this with { LeaseOwner = owner, LeaseUntil = until };
}
