using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>The event of one step of a case's journal.</summary>
public enum CaseEventKind
{
    [JsonStringEnumMemberName("opened")]
    Opened,

    [JsonStringEnumMemberName("claimed")]
    Claimed,

    /// <summary>The claim was given back, or its lease ended.</summary>
    [JsonStringEnumMemberName("unclaimed")]
    Unclaimed,

    /// <summary>A first approval where two are wanted.</summary>
    [JsonStringEnumMemberName("first-approval")]
    FirstApproval,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("edited")]
    Edited,

    [JsonStringEnumMemberName("denied")]
    Denied,

    [JsonStringEnumMemberName("expired")]
    Expired,

    [JsonStringEnumMemberName("released")]
    Released,

    /// <summary>An approval that no longer holds: the policy became stricter.</summary>
    [JsonStringEnumMemberName("reopened")]
    Reopened,

    [JsonStringEnumMemberName("reminded")]
    Reminded,

    [JsonStringEnumMemberName("escalated")]
    Escalated,

    /// <summary>The policy engine passed it on to people, or could not be asked.</summary>
    [JsonStringEnumMemberName("passed-on")]
    PassedOn,
}
