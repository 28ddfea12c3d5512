namespace ServerlessGuard.Core.Review;

/// <summary>What time asks of a case.</summary>
public abstract record CaseMove
{
    private CaseMove()
    {
    }

    /// <summary>Nothing any more.</summary>
    public sealed record Rest : CaseMove;

    /// <summary>Nothing before then.</summary>
    public sealed record Wait(DateTimeOffset Until) : CaseMove;

    /// <summary>The claim's lease is over.</summary>
    public sealed record Unclaim : CaseMove;

    public sealed record Remind : CaseMove;

    public sealed record Escalate : CaseMove;

    /// <summary>Nobody decided in time.</summary>
    public sealed record TimeOut(bool Allow) : CaseMove;

    /// <summary>Nobody fetched in time what was approved.</summary>
    public sealed record Lapse : CaseMove;
}
