using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Identity;

/// <summary>The accepted credentials, and the number of invalid ones that a caller may send.</summary>
public sealed class IdentityOptions
{
    /// <summary>Invalid credentials of one remote address (an IPv6 /64) after which it gets 429. Default 20.</summary>
    [Range(1, 100_000)]
    public int FailuresPerAddress { get; set; } = 20;

    /// <summary>Invalid credentials of all addresses after which unauthenticated clients get 429. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int FailuresInTotal { get; set; } = 500;

    /// <summary>Time in which a spent failure budget refills. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Addresses or networks of proxies whose <c>X-Forwarded-For</c> the guard trusts, so that one client behind them does not
    /// spend the failure budget of all. Default none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Entra tokens; null accepts local keys only.</summary>
    [ValidateObjectMembers]
    public EntraOptions? Entra { get; set; }
}
