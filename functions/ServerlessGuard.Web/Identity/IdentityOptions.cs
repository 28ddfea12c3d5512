using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Identity;

/// <summary>Which credentials are accepted, and how many refused ones a caller may send.</summary>
public sealed class IdentityOptions
{
    /// <summary>Refused credentials of one remote address (an IPv6 /64) before it gets 429. Default 20.</summary>
    [Range(1, 100_000)]
    public int FailuresPerAddress { get; set; } = 20;

    /// <summary>Refused credentials of all addresses before strangers get 429. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int FailuresInTotal { get; set; } = 500;

    /// <summary>Time in which a spent failure budget refills. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Addresses or networks of proxies whose <c>X-Forwarded-For</c> is believed, so that one stranger behind them does not
    /// spend the failures of all. Default none.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Entra tokens; null accepts local keys only.</summary>
    [ValidateObjectMembers]
    public EntraOptions? Entra { get; set; }
}
