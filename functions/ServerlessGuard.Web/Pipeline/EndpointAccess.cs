namespace ServerlessGuard.Web.Pipeline;

/// <summary>Who may call an endpoint. The pipeline decides before the endpoint runs.</summary>
public enum EndpointAccess
{
    /// <summary>Anyone: liveness, and endpoints that authenticate deliveries themselves.</summary>
    Anonymous,

    /// <summary>A caller that acts as an application of the policy.</summary>
    Application,

    /// <summary>Role reviewer.</summary>
    Reviewer,

    /// <summary>Role auditor.</summary>
    Auditor,

    /// <summary>Role admin.</summary>
    Admin,
}
