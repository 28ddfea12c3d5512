namespace ServerlessGuard.Core.Deployments;

/// <summary>How a rollback took effect.</summary>
public enum RollbackMethod
{
    /// <summary>The gateway's route, between two standing deployments.</summary>
    Route,

    /// <summary>The revision was put into a deployment, then the route.</summary>
    Put,

    /// <summary>No calls go to the model.</summary>
    Pause,

    /// <summary>Only a deployment that serves nobody behind the gateway was taken out of service.</summary>
    Contain,
}
