using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>Why an envelope is no valid attestation. In the order of the checks.</summary>
public enum AttestationRefusal
{
    /// <summary>No DSSE envelope, or one of another payload.</summary>
    [JsonStringEnumMemberName("envelope")]
    Envelope,

    /// <summary>No in-toto test result, or one whose subject is not the revision that it reports.</summary>
    [JsonStringEnumMemberName("statement")]
    Statement,

    /// <summary>The policy names no such attester.</summary>
    [JsonStringEnumMemberName("attester")]
    Attester,

    /// <summary>Not signed with the attester's key.</summary>
    [JsonStringEnumMemberName("signature")]
    Signature,

    /// <summary>The policy has no such model.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>A probe failed, or none was asked.</summary>
    [JsonStringEnumMemberName("result")]
    Result,

    /// <summary>Not the suite that the policy names now, or not all of its probes.</summary>
    [JsonStringEnumMemberName("suite")]
    Suite,

    /// <summary>Issued in the future.</summary>
    [JsonStringEnumMemberName("early")]
    Early,

    /// <summary>Over, by its own date or by the attester's valid_for.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
