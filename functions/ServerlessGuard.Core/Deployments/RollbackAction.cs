namespace ServerlessGuard.Core.Deployments;

/// <summary>The next action of a model's rollback.</summary>
public abstract record RollbackAction
{
    private RollbackAction()
    {
    }

    /// <summary>Do the step.</summary>
    public sealed record Do(RollbackStep Step) : RollbackAction;

    /// <summary>Take up the triggers that came meanwhile.</summary>
    public sealed record TakeUp : RollbackAction;

    /// <summary>The step did not succeed in its time.</summary>
    public sealed record GiveUp : RollbackAction;

    /// <summary>Nothing to do before this time; null: not before somebody acts.</summary>
    public sealed record Wait(DateTimeOffset? Until) : RollbackAction;

    /// <summary>There is none, or it has ended.</summary>
    public sealed record Rest : RollbackAction;
}
