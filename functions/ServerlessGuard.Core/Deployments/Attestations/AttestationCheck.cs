namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// Either a valid attestation or why there is none. <see cref="Signed"/>: what the statement says, once its signature
/// held; null before.
/// </summary>
public sealed record AttestationCheck(Attestation? Attestation, AttestationRefusal? Refusal, AttestationStatement? Signed);
