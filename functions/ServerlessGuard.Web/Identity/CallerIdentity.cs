using ServerlessGuard.Core.Callers;

namespace ServerlessGuard.Web.Identity;

/// <summary>What a request's credential proved. Closed.</summary>
internal abstract record CallerIdentity
{
    private CallerIdentity()
    {
    }

    /// <summary>No credential was sent.</summary>
    internal sealed record Nobody : CallerIdentity
    {
        public static Nobody Instance { get; } = new();
    }

    /// <param name="Until">When the credential that was shown ends; null where it does not.</param>
    internal sealed record Known(Caller Caller, DateTimeOffset? Until) : CallerIdentity;

    /// <param name="Reason">Stable code for entries and logs; the client is only told "not valid".</param>
    internal sealed record Refused(string Reason) : CallerIdentity;

    internal sealed record Throttled(TimeSpan RetryAfter) : CallerIdentity;
}
