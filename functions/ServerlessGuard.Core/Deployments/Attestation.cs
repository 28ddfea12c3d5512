namespace ServerlessGuard.Core.Deployments;

/// <summary>A verified attestation. <see cref="Id"/> is the SHA-256 of its envelope, lower-case hex.</summary>
public sealed record Attestation(string Id, string Model, Revision Revision, string Attester, DateTimeOffset Issued, DateTimeOffset Expires);
