namespace ServerlessGuard.Core.Drills;

/// <summary>The next action of a drill.</summary>
public abstract record DrillAction
{
    private DrillAction()
    {
    }

    public sealed record Do(DrillStep Step) : DrillAction;

    /// <summary>Nothing is put back because nothing was done: it ends with this code.</summary>
    public sealed record End(DrillResult Result, string Fault) : DrillAction;

    /// <summary>Put back, because of this code.</summary>
    public sealed record PutBack(DrillResult Result, string Fault) : DrillAction;

    public sealed record Wait(DateTimeOffset Until) : DrillAction;

    /// <summary>There is no drill under way.</summary>
    public sealed record Rest : DrillAction;
}
