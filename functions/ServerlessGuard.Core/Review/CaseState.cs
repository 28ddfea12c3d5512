using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

/// <summary>The states of a case.</summary>
public enum CaseState
{
    /// <summary>Waits for a reviewer.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>A reviewer checks it, until the lease ends.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    /// <summary>May be released as it was sealed.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>May be released as a reviewer changed it.</summary>
    [JsonStringEnumMemberName("edited")]
    Edited,

    /// <summary>Will not be released.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>Nobody decided, or nobody fetched what was approved, in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>Was handed to its caller.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}
