using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>A case as its document keeps it, without content. Immutable.</summary>
public sealed record CaseRecord
{
    public required string Id { get; init; }

    public required CaseKind Kind { get; init; }

    public bool IsSample { get; init; }

    public required string Subject { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    public string? Caller { get; init; }

    public string? Interaction { get; init; }

    /// <summary>The policy under which it was opened.</summary>
    public string? PolicyRevision { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public double Risk { get; init; }

    public required CaseState State { get; init; }

    public required DateTimeOffset Opened { get; init; }

    /// <summary>The time at which the case expires.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether time approves; it denies otherwise.</summary>
    public bool AllowsOnTimeout { get; init; }

    public bool FourEyes { get; init; }

    /// <summary>The claimant, while <see cref="State"/> is Claimed.</summary>
    public string? Reviewer { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>Null where the case is not about content.</summary>
    public SealedContent? Content { get; init; }

    /// <summary>The value of <see cref="Content"/> before an edit; null without one.</summary>
    public SealedContent? Original { get; init; }

    public CaseVote? Vote { get; init; }

    public CaseApproval? Approval { get; init; }

    /// <summary>Measure of the request that an approved input may be sent with again; null for other kinds.</summary>
    public string? RequestMac { get; init; }

    public DateTimeOffset? Reminded { get; init; }

    public DateTimeOffset? Escalated { get; init; }

    public DateTimeOffset? Released { get; init; }

    /// <summary>The policy engine that decides first; null when there is none, or it has been asked.</summary>
    public string? Engine { get; init; }

    public required IReadOnlyList<CaseEvent> Journal { get; init; }

    /// <summary>How many steps of the journal are in the audit log.</summary>
    public int EntriesWritten { get; init; }

    /// <summary>How many steps of the journal have had their effects: listeners, callbacks, tickets.</summary>
    public int EffectsApplied { get; init; }

    /// <summary>Tries of the effects that come next, and when the next one may be.</summary>
    public int Attempts { get; init; }

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
