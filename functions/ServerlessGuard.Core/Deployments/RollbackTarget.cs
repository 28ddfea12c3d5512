namespace ServerlessGuard.Core.Deployments;

/// <summary>Where a rollback goes. <see cref="Attestation"/> is the attestation's id.</summary>
public sealed record RollbackTarget(string Deployment, Revision Revision, string Attestation);
