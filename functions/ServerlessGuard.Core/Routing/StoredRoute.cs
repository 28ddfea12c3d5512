namespace ServerlessGuard.Core.Routing;

/// <summary>A route with its document's version; null when none was stored yet. Whoever changes it says which version they read.</summary>
public sealed record StoredRoute(ModelRoute Route, string? Version);
