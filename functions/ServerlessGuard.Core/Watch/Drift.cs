using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>One difference between an endpoint and the policy.</summary>
public sealed record Drift
{
    [JsonPropertyName("kind")]
    public required DriftKind Kind { get; init; }

    /// <summary>The deployment's name at the platform; empty where the drift is the whole resource's.</summary>
    [JsonPropertyName("deployment")]
    public string Deployment { get; init; } = "";

    /// <summary>The revision's digest that it is about; empty where it is about none.</summary>
    [JsonPropertyName("revision")]
    public string Revision { get; init; } = "";

    /// <summary>Calls reach what it is about.</summary>
    [JsonPropertyName("isReached")]
    public bool IsReached { get; init; }

    [JsonPropertyName("action")]
    public required DriftAction Action { get; init; }

    [JsonIgnore]
    public AlertSeverity Severity => Action != DriftAction.Alert || Kind == DriftKind.Shadow
        ? AlertSeverity.Critical
        : Kind == DriftKind.Expiring ? AlertSeverity.Information : AlertSeverity.Warning;

    /// <summary>The same drift of the same thing, whatever is done about it.</summary>
    [JsonIgnore]
    public string Key => $"{WireName.Of(Kind)}/{Deployment.ToLowerInvariant()}/{Revision}";
}
