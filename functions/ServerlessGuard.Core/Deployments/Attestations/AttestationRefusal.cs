namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>Why an envelope is no valid attestation. In the order of the checks.</summary>
public enum AttestationRefusal
{
    /// <summary>No DSSE envelope, or one of another payload.</summary>
    Envelope,

    /// <summary>No in-toto test result, or one whose subject is not the revision that it reports.</summary>
    Statement,

    /// <summary>The policy names no such attester.</summary>
    Attester,

    /// <summary>Not signed with the attester's key.</summary>
    Signature,

    /// <summary>The policy has no such model.</summary>
    Model,

    /// <summary>A probe failed, or none was asked.</summary>
    Result,

    /// <summary>Not the suite that the policy names now, or not all of its probes.</summary>
    Suite,

    /// <summary>Issued in the future.</summary>
    Early,

    /// <summary>Over, by its own date or by the attester's valid_for.</summary>
    Expired,
}
