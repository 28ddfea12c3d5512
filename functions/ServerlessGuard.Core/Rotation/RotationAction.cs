namespace ServerlessGuard.Core.Rotation;

/// <summary>The next action of a rotation.</summary>
public abstract record RotationAction
{
    private RotationAction()
    {
    }

    /// <summary>Do the step.</summary>
    public sealed record Do(RotationStep Step) : RotationAction;

    /// <summary>The overlap is over: continue to the revocation.</summary>
    public sealed record EndOverlap : RotationAction;

    /// <summary>The step did not succeed in its time.</summary>
    public sealed record GiveUp : RotationAction;

    /// <summary>Nothing to do before this time; null: not before somebody acts.</summary>
    public sealed record Wait(DateTimeOffset? Until) : RotationAction;

    /// <summary>The rotation has ended.</summary>
    public sealed record Rest : RotationAction;
}
