namespace ServerlessGuard.Core.Watch;

/// <summary>A deployment as it was last seen, and what its probes said of the revision there; null before they were asked.</summary>
public sealed record SeenDeployment(string Name, string Revision, bool? IsHealthy = null, DateTimeOffset? Probed = null);
