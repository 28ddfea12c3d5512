using System.Text.Json.Serialization;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

/// <summary>A case as the API returns it, without content.</summary>
internal sealed record CaseView
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The version for <c>If-Match</c>.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("kind")]
    public required CaseKind Kind { get; init; }

    [JsonPropertyName("state")]
    public required CaseState State { get; init; }

    [JsonPropertyName("sample")]
    public bool Sample { get; init; }

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

    [JsonPropertyName("reasons")]
    public required IReadOnlyList<string> Reasons { get; init; }

    [JsonPropertyName("risk")]
    public double Risk { get; init; }

    [JsonPropertyName("opened")]
    public DateTimeOffset Opened { get; init; }

    [JsonPropertyName("due")]
    public DateTimeOffset Due { get; init; }

    [JsonPropertyName("fourEyes")]
    public bool FourEyes { get; init; }

    [JsonPropertyName("reviewer")]
    public string? Reviewer { get; init; }

    [JsonPropertyName("claimedUntil")]
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>The first approver, where the policy requires two.</summary>
    [JsonPropertyName("firstApproval")]
    public string? FirstApproval { get; init; }

    [JsonPropertyName("approvedBy")]
    public IReadOnlyList<string>? ApprovedBy { get; init; }

    [JsonPropertyName("approvalExpires")]
    public DateTimeOffset? ApprovalExpires { get; init; }

    [JsonPropertyName("released")]
    public DateTimeOffset? Released { get; init; }

    /// <summary>Present only in the answer for a single case.</summary>
    [JsonPropertyName("journal")]
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

internal sealed record CasePageView(
    [property: JsonPropertyName("cases")] IReadOnlyList<CaseView> Cases,
    [property: JsonPropertyName("next")] string? Next);
