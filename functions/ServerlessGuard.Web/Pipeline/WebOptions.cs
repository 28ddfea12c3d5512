using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ServerlessGuard.Web.Events;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>What the HTTP surface of a host allows. Validated at start.</summary>
public sealed class WebOptions
{
    /// <summary>Largest request body, in bytes, of endpoints that state none. Default 10 MiB.</summary>
    [Range(1024, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How long a request body may take to arrive. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Refused credentials of one remote address (an IPv6 /64) before it gets 429. Default 20.</summary>
    [Range(1, 100_000)]
    public int FailuresPerAddress { get; set; } = 20;

    /// <summary>Refused credentials of all addresses before strangers get 429. Default 500.</summary>
    [Range(1, 1_000_000)]
    public int FailuresInTotal { get; set; } = 500;

    /// <summary>Time in which a spent failure budget refills. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Entra tokens; null accepts local keys only.</summary>
    [ValidateObjectMembers]
    public EntraOptions? Entra { get; set; }

    /// <summary>Whether this host takes events from a queue; readiness asks it only then. Default true.</summary>
    public bool HasQueue { get; set; } = true;

    [Required]
    [ValidateObjectMembers]
    public EventsOptions Events { get; set; } = new();
}
