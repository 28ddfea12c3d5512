namespace ServerlessGuard.Core.Watch;

/// <summary>The kinds of deviation from the policy.</summary>
public enum DriftKind
{
    /// <summary>A deployment that the policy does not name: a shadow deployment.</summary>
    Shadow,

    /// <summary>A revision without a valid attestation: a model update without revalidation.</summary>
    Unattested,

    /// <summary>The revision failed its probes where it stands.</summary>
    ProbesFailed,

    /// <summary>Its attestation ends soon.</summary>
    Expiring,

    /// <summary>The platform may swap its version by itself.</summary>
    Unpinned,

    /// <summary>Calls are copied to it, which the policy does not provide for.</summary>
    Mirrored,

    /// <summary>The shares of an endpoint's calls do not add up.</summary>
    Traffic,

    /// <summary>A deployment that the policy names is not there.</summary>
    Missing,

    /// <summary>The resource's logs go nowhere.</summary>
    Undiagnosed,
}
