namespace ServerlessGuard.Core.Drills;

/// <summary>The state of a drill: the step to do next.</summary>
public enum DrillStep
{
    /// <summary>Read how things stand, and keep it: that is what is restored.</summary>
    SteadyState,

    /// <summary>Make a real call: a target that does not answer would prove nothing.</summary>
    Verify,

    /// <summary>Do the harm.</summary>
    Harm,

    /// <summary>Wait until the guard has found it, decided and ended it.</summary>
    Observe,

    /// <summary>Restore the original state, whatever the guard did.</summary>
    Restore,

    /// <summary>Read that they stand so.</summary>
    Check,

    Done,
}
