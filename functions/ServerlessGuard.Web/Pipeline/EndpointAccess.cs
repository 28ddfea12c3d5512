namespace ServerlessGuard.Web.Pipeline;

/// <summary>The callers that may use an endpoint. The pipeline decides before the endpoint runs. No role includes another.</summary>
public enum EndpointAccess
{
    /// <summary>Everybody: liveness, and handshakes that reveal nothing. A presented credential must still be valid.</summary>
    Anonymous,

    /// <summary>A caller that acts as an application of the policy.</summary>
    Application,

    /// <summary>Role reviewer.</summary>
    Reviewer,

    /// <summary>Role auditor.</summary>
    Auditor,

    /// <summary>Role admin.</summary>
    Admin,

    /// <summary>Any caller that authenticated; the endpoint itself decides further.</summary>
    AnyAuthenticated,

    /// <summary>Role events, which event sources have, or admin.</summary>
    Events,

    /// <summary>Role metrics.</summary>
    Metrics,
}
