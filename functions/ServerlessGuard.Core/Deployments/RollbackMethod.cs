using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

/// <summary>How a rollback took effect.</summary>
public enum RollbackMethod
{
    /// <summary>The gateway's route, between two standing deployments.</summary>
    [JsonStringEnumMemberName("route")]
    Route,

    /// <summary>The revision was put into a deployment, then the route.</summary>
    [JsonStringEnumMemberName("put")]
    Put,

    /// <summary>No calls go to the model.</summary>
    [JsonStringEnumMemberName("pause")]
    Pause,

    /// <summary>Only a deployment that serves nobody behind the gateway was taken out of service.</summary>
    [JsonStringEnumMemberName("contain")]
    Contain,
}
