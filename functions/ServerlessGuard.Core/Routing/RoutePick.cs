namespace ServerlessGuard.Core.Routing;

/// <summary>Where one call goes. <see cref="Revision"/> is the digest last seen there; null when nobody looked yet.</summary>
public sealed record RoutePick(string Deployment, string? Revision, bool IsClosed);
