namespace ServerlessGuard.Core.Deployments;

/// <summary>What to do with a model's rollback now.</summary>
public abstract record RollbackMove
{
    private RollbackMove()
    {
    }

    /// <summary>Do the step.</summary>
    public sealed record Do(RollbackStep Step) : RollbackMove;

    /// <summary>Take up the triggers that came meanwhile.</summary>
    public sealed record TakeUp : RollbackMove;

    /// <summary>The step did not succeed in its time.</summary>
    public sealed record GiveUp : RollbackMove;

    /// <summary>Nothing to do before this time; null: not before somebody acts.</summary>
    public sealed record Wait(DateTimeOffset? Until) : RollbackMove;

    /// <summary>There is none, or it has ended.</summary>
    public sealed record Rest : RollbackMove;
}
