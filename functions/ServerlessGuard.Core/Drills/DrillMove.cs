namespace ServerlessGuard.Core.Drills;

/// <summary>What to do with a drill now.</summary>
public abstract record DrillMove
{
    private DrillMove()
    {
    }

    public sealed record Do(DrillStep Step) : DrillMove;

    /// <summary>Nothing is put back because nothing was done: it ends with this code.</summary>
    public sealed record End(DrillResult Result, string Fault) : DrillMove;

    /// <summary>Put back, because of this code.</summary>
    public sealed record PutBack(DrillResult Result, string Fault) : DrillMove;

    public sealed record Wait(DateTimeOffset Until) : DrillMove;

    /// <summary>There is no drill under way.</summary>
    public sealed record Rest : DrillMove;
}
