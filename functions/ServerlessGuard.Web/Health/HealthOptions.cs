namespace ServerlessGuard.Web.Health;

/// <summary>Which stores readiness asks.</summary>
public sealed class HealthOptions
{
    /// <summary>Whether this host takes events from a queue; readiness asks it only then. Default true.</summary>
    public bool HasQueue { get; set; } = true;
}
