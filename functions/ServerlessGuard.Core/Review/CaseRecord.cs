using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>A case as its document keeps it, without content. Immutable.</summary>
public sealed record CaseRecord
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("kind")]
    public required CaseKind Kind { get; init; }

    [JsonPropertyName("isSample")]
    public bool IsSample { get; init; }

    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    [JsonPropertyName("application")]
    public string? Application { get; init; }

    [JsonPropertyName("tier")]
    public string? Tier { get; init; }

    [JsonPropertyName("caller")]
    public string? Caller { get; init; }

    [JsonPropertyName("interaction")]
    public string? Interaction { get; init; }

    /// <summary>The policy under which it was opened.</summary>
    [JsonPropertyName("policyRevision")]
    public string? PolicyRevision { get; init; }

    [JsonPropertyName("reasons")]
    public IReadOnlyList<string> Reasons { get; init; } = [];

    [JsonPropertyName("risk")]
    public double Risk { get; init; }

    [JsonPropertyName("state")]
    public required CaseState State { get; init; }

    [JsonPropertyName("opened")]
    public required DateTimeOffset Opened { get; init; }

    /// <summary>The time at which the case expires.</summary>
    [JsonPropertyName("due")]
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether time approves; it denies otherwise.</summary>
    [JsonPropertyName("allowsOnTimeout")]
    public bool AllowsOnTimeout { get; init; }

    [JsonPropertyName("fourEyes")]
    public bool FourEyes { get; init; }

    /// <summary>The claimant, while <see cref="State"/> is Claimed.</summary>
    [JsonPropertyName("reviewer")]
    public string? Reviewer { get; init; }

    [JsonPropertyName("claimedUntil")]
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Null where the case is not about content.</summary>
    [JsonPropertyName("content")]
    public SealedContent? Content { get; init; }

    /// <summary>The value of <see cref="Content"/> before an edit; null without one.</summary>
    [JsonPropertyName("original")]
    public SealedContent? Original { get; init; }

    [JsonPropertyName("vote")]
    public CaseVote? Vote { get; init; }

    [JsonPropertyName("approval")]
    public CaseApproval? Approval { get; init; }

    /// <summary>Measure of the request that an approved input may be sent with again; null for other kinds.</summary>
    [JsonPropertyName("requestMac")]
    public string? RequestMac { get; init; }

    [JsonPropertyName("reminded")]
    public DateTimeOffset? Reminded { get; init; }

    [JsonPropertyName("escalated")]
    public DateTimeOffset? Escalated { get; init; }

    [JsonPropertyName("released")]
    public DateTimeOffset? Released { get; init; }

    /// <summary>The policy engine that decides first; null when there is none, or it has been asked.</summary>
    [JsonPropertyName("engine")]
    public string? Engine { get; init; }

    [JsonPropertyName("journal")]
    public required IReadOnlyList<CaseEvent> Journal { get; init; }

    /// <summary>How many steps of the journal are in the audit log.</summary>
    [JsonPropertyName("entriesWritten")]
    public int EntriesWritten { get; init; }

    /// <summary>How many steps of the journal have had their effects: listeners, callbacks, tickets.</summary>
    [JsonPropertyName("effectsApplied")]
    public int EffectsApplied { get; init; }

    /// <summary>Tries of the effects that come next, and when the next one may be.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    [JsonPropertyName("notBefore")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Approved content waits for its caller to fetch it: only content that was held.</summary>
    [JsonIgnore]
    public bool IsReleasable => !IsSample && Kind is (CaseKind.Output or CaseKind.Input or CaseKind.ToolCall or CaseKind.Reported);

    /// <summary>Nothing changes any more.</summary>
    [JsonIgnore]
    public bool HasEnded => State is CaseState.Denied or CaseState.Expired or CaseState.Released
        || (State is CaseState.Approved or CaseState.Edited && !IsReleasable);

    [JsonIgnore]
    public bool IsUndecided => State is CaseState.Open or CaseState.Claimed;

    public override string ToString() => $"CaseRecord {{ {Kind} {Id} {State} }}";
}
