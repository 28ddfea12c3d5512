namespace ServerlessGuard.Core.Deployments;

/// <summary>The state of a rollback: the step to do next.</summary>
public enum RollbackStep
{
    /// <summary>Record that it began, and ask a person if the tier wants that.</summary>
    Begin,

    /// <summary>Waits for an approval.</summary>
    Approve,

    /// <summary>Find the last attested revision that answers its probes.</summary>
    Choose,

    /// <summary>Put that revision into a deployment, because it is in none. Meanwhile no calls go to the model.</summary>
    Put,

    /// <summary>Send the calls there.</summary>
    Shift,

    /// <summary>Ask it the probes once more, now that it serves.</summary>
    Verify,

    /// <summary>No healthy revision is known: send no calls, and page.</summary>
    Pause,

    /// <summary>Take the bad deployment out of service at the platform too, for callers past the gateway.</summary>
    Contain,

    /// <summary>An attested, healthy revision serves.</summary>
    Done,

    /// <summary>The model is paused until a person does something.</summary>
    Paused,

    /// <summary>A person said no.</summary>
    Declined,
}
