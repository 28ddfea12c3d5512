using ServerlessGuard.Core.Callers;

namespace ServerlessGuard.Web.Identity;

/// <summary>The identity that a request's credential proves. Closed.</summary>
public abstract record CallerIdentity
{
    private CallerIdentity()
    {
    }

    /// <summary>No credential was sent.</summary>
    internal sealed record Nobody : CallerIdentity
    {
        public static Nobody Instance { get; } = new();
    }

    /// <param name="Until">The expiry of the credential; null where it has none.</param>
    internal sealed record Known(Caller Caller, DateTimeOffset? Until) : CallerIdentity;

    /// <param name="Reason">Stable code for entries and logs; the client only learns "not valid".</param>
    internal sealed record Refused(string Reason) : CallerIdentity;

    internal sealed record Throttled(TimeSpan RetryAfter) : CallerIdentity;
}
