namespace ServerlessGuard.Core.Deployments;

/// <summary>Signed statements that revisions were revalidated.</summary>
public interface IAttestations
{
    /// <summary>
    /// The best valid attestation of the revision for a model: signature by an attester of the current policy, not
    /// expired, all probes passed. Null when there is none.
    /// </summary>
    ValueTask<Attestation?> FindAsync(string model, Revision revision, CancellationToken cancellationToken);

    /// <summary>Every valid attestation of a model, newest first: the candidates for a rollback.</summary>
    ValueTask<IReadOnlyList<Attestation>> ListAsync(string model, CancellationToken cancellationToken);
}

/// <summary>A verified attestation. <see cref="Id"/> is the SHA-256 of its envelope, lower-case hex.</summary>
public sealed record Attestation(
    string Id, string Model, Revision Revision, string Attester, DateTimeOffset Issued, DateTimeOffset Expires);
