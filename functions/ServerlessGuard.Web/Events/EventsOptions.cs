using System.ComponentModel.DataAnnotations;

namespace ServerlessGuard.Web.Events;

/// <summary>Limits and origins of <c>/events</c>.</summary>
public sealed class EventsOptions
{
    /// <summary>Origins that may register this webhook (CloudEvents <c>WebHook-Request-Origin</c>).</summary>
    [Required]
    public IList<string> AllowedOrigins { get; } = ["eventgrid.azure.net"];

    /// <summary>Replaces the public cloud's origin by others, such as a sovereign cloud's; with none named it stays.</summary>
    public void AllowOnly(IReadOnlyList<string> origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        if (origins.Count > 0)
        {
            AllowedOrigins.Clear();
            foreach (var origin in origins)
            {
                AllowedOrigins.Add(origin);
            }
        }
    }

    /// <summary>Whether a setting can name it: a host without scheme, port or wildcard.</summary>
    public static bool IsOrigin(string origin) => Uri.CheckHostName(origin) == UriHostNameType.Dns;

    /// <summary>Largest delivery in bytes: one event or one batch. Default 1 MiB, Event Grid's own limit.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public long MaxDeliveryBytes { get; set; } = 1024 * 1024;

    /// <summary>Most events in one delivery. Default 1000.</summary>
    [Range(1, 5000)]
    public int MaxEvents { get; set; } = 1000;

    /// <summary>Requests a minute that the handshake allows a registered origin. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int AllowedRate { get; set; } = 600;
}
