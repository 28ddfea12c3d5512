using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Watch;

/// <summary>The kinds of deviation from the policy.</summary>
public enum DriftKind
{
    /// <summary>A deployment that the policy does not name: a shadow deployment.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,

    /// <summary>A revision without a valid attestation: a model update without revalidation.</summary>
    [JsonStringEnumMemberName("unattested")]
    Unattested,

    /// <summary>The revision failed its probes where it stands.</summary>
    [JsonStringEnumMemberName("probes-failed")]
    ProbesFailed,

    /// <summary>Its attestation ends soon.</summary>
    [JsonStringEnumMemberName("expiring")]
    Expiring,

    /// <summary>The platform may swap its version by itself.</summary>
    [JsonStringEnumMemberName("unpinned")]
    Unpinned,

    /// <summary>Calls are copied to it, which the policy does not provide for.</summary>
    [JsonStringEnumMemberName("mirrored")]
    Mirrored,

    /// <summary>The shares of an endpoint's calls do not add up.</summary>
    [JsonStringEnumMemberName("traffic")]
    Traffic,

    /// <summary>A deployment that the policy names is not there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>The resource's logs go nowhere.</summary>
    [JsonStringEnumMemberName("undiagnosed")]
    Undiagnosed,
}
