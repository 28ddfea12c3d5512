namespace ServerlessGuard.Core.Policies;

/// <summary>What is done about a deployment that is not as the policy has it, beyond recording it. Later ones are stricter.</summary>
public enum DriftAction
{
    /// <summary>A person is told.</summary>
    Alert,

    /// <summary>The model goes back to its last attested revision.</summary>
    Rollback,

    /// <summary>The deployment stops serving.</summary>
    Pause,
}
