using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>A case as the API returns it, without content.</summary>
internal sealed record CaseView
{
    public required string Id { get; init; }

    /// <summary>The version for <c>If-Match</c>.</summary>
    public required string Version { get; init; }

    public required CaseKind Kind { get; init; }

    public required CaseState State { get; init; }

    public bool Sample { get; init; }

    public required string Subject { get; init; }

    public string? Application { get; init; }

    public string? Tier { get; init; }

    public string? Caller { get; init; }

    public string? Interaction { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public double Risk { get; init; }

    public DateTimeOffset Opened { get; init; }

    public DateTimeOffset Due { get; init; }

    public bool FourEyes { get; init; }

    public string? Reviewer { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>The first approver, where the policy requires two.</summary>
    public string? FirstApproval { get; init; }

    public IReadOnlyList<string>? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovalExpires { get; init; }

    public DateTimeOffset? Released { get; init; }

    /// <summary>Present only in the answer for a single case.</summary>
    public IReadOnlyList<CaseEvent>? Journal { get; init; }

    public static CaseView Of(VersionedCase value, bool whole = true)
    {
        var one = value.Case;
        return new CaseView
        {
            Id = one.Id,
            Version = value.Version,
            Kind = one.Kind,
            State = one.State,
            Sample = one.IsSample,
            Subject = one.Subject,
            Application = one.Application,
            Tier = one.Tier,
            Caller = one.Caller,
            Interaction = one.Interaction,
            Reasons = one.Reasons,
            Risk = one.Risk,
            Opened = one.Opened,
            Due = one.Due,
            FourEyes = one.FourEyes,
            Reviewer = one.Reviewer,
            ClaimedUntil = one.ClaimedUntil,
            FirstApproval = one.Vote?.Actor,
            ApprovedBy = one.Approval?.Actors,
            ApprovalExpires = one.Approval?.Expires,
            Released = one.Released,
            Journal = whole ? one.Journal : null,
        };
    }
}

internal sealed record CasePageView(IReadOnlyList<CaseView> Cases, string? Next);
