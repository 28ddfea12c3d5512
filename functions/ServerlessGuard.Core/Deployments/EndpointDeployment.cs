using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

/// <summary>One deployment as its platform shows it now.</summary>
public sealed record EndpointDeployment
{
    /// <summary>Its name at the platform.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("revision")]
    public required Revision Revision { get; init; }

    /// <summary>Share of the endpoint's calls, 0 to 100. Platforms without shares: 100 for the one that the policy names.</summary>
    [JsonPropertyName("traffic")]
    public required int Traffic { get; init; }

    /// <summary>Share of calls copied to it, 0 to 100.</summary>
    [JsonPropertyName("mirror")]
    public int Mirror { get; init; }

    /// <summary>The platform never swaps its version by itself (<c>NoAutoUpgrade</c>).</summary>
    [JsonPropertyName("isPinned")]
    public bool IsPinned { get; init; } = true;

    [JsonPropertyName("isPaused")]
    public bool IsPaused { get; init; }

    /// <summary>Succeeded and serving.</summary>
    [JsonPropertyName("isReady")]
    public required bool IsReady { get; init; }

    /// <summary>The actor of the last change, from the platform; null where it names none.</summary>
    [JsonPropertyName("changedBy")]
    public string? ChangedBy { get; init; }

    [JsonPropertyName("changedAt")]
    public DateTimeOffset? ChangedAt { get; init; }
}
