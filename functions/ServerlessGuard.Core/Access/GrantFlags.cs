using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Access;

/// <summary>The faults of a grant.</summary>
[Flags]
public enum GrantFlags
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>The policy's <c>access</c> does not name the principal.</summary>
    [JsonStringEnumMemberName("unexpected")]
    Unexpected = 1,

    /// <summary>Owner, Contributor, or a role whose wildcard takes in whole providers.</summary>
    [JsonStringEnumMemberName("broad")]
    Broad = 2,

    /// <summary>Not used for as long as the review looks back.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale = 4,

    /// <summary>A machine's identity that nobody answers for.</summary>
    [JsonStringEnumMemberName("unowned")]
    Unowned = 8,
}
