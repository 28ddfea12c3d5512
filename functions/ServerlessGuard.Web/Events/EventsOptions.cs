using System.ComponentModel.DataAnnotations;

namespace ServerlessGuard.Web.Events;

/// <summary>Limits and origins of <c>/events</c>.</summary>
public sealed class EventsOptions
{
    /// <summary>Origins that may register this webhook (CloudEvents <c>WebHook-Request-Origin</c>).</summary>
    [Required]
    public IList<string> AllowedOrigins { get; } = ["eventgrid.azure.net"];

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
