namespace ServerlessGuard.Core.Deployments;

/// <summary>Every deployment behind one model of the policy, registered or not. <see cref="Version"/> is the platform's ETag, if any.</summary>
public sealed record EndpointState(string Model, IReadOnlyList<EndpointDeployment> Deployments, string? Version)
{
    /// <summary>Deployment -> digest of the revision that stands there.</summary>
    public IReadOnlyDictionary<string, string> Revisions() => Deployments.ToDictionary(static d => d.Name, static d => d.Revision.Digest);
}
