using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

public enum RollbackCause
{
    /// <summary>The revision has no valid attestation.</summary>
    [JsonStringEnumMemberName("unattested")]
    Unattested,

    /// <summary>The deployment is not in the policy.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    [JsonStringEnumMemberName("probes-failed")]
    ProbesFailed,

    /// <summary>Live outcomes are worse than the baseline's.</summary>
    [JsonStringEnumMemberName("worse")]
    Worse,

    /// <summary>A person, or a drill, asked.</summary>
    [JsonStringEnumMemberName("requested")]
    Requested,
}
