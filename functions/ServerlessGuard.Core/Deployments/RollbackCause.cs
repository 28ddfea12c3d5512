namespace ServerlessGuard.Core.Deployments;

public enum RollbackCause
{
    /// <summary>The revision has no valid attestation.</summary>
    Unattested,

    /// <summary>The deployment is not in the policy.</summary>
    Shadow,

    ProbesFailed,

    /// <summary>Live outcomes are worse than the baseline's.</summary>
    Worse,

    /// <summary>A person, or a drill, asked.</summary>
    Requested,
}
