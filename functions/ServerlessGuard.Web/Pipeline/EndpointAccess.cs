namespace ServerlessGuard.Web.Pipeline;

/// <summary>Who may call an endpoint. The pipeline decides before the endpoint runs. No role includes another.</summary>
public enum EndpointAccess
{
    /// <summary>Anyone: liveness, and handshakes that reveal nothing. A credential that is presented must still be good.</summary>
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
    Known,

    /// <summary>Role events (whoever delivers events) or admin.</summary>
    Events,
}
