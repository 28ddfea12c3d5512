using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>One difference between an endpoint and the policy.</summary>
public sealed record Drift
{
    public required DriftKind Kind { get; init; }

    /// <summary>The deployment's name at the platform; empty where the drift is the whole resource's.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>The revision's digest that it is about; empty where it is about none.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Calls reach what it is about.</summary>
    public bool IsReached { get; init; }

    public required DriftAction Action { get; init; }

    public AlertSeverity Severity => Action != DriftAction.Alert || Kind == DriftKind.Shadow
        ? AlertSeverity.Critical
        : Kind == DriftKind.Expiring ? AlertSeverity.Information : AlertSeverity.Warning;

    /// <summary>The same drift of the same thing, whatever is done about it.</summary>
    public string Key => $"{Kind}/{Deployment.ToLowerInvariant()}/{Revision}";
}
