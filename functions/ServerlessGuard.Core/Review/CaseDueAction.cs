namespace ServerlessGuard.Core.Review;

/// <summary>The action that is due on a case.</summary>
public abstract record CaseDueAction
{
    private CaseDueAction()
    {
    }

    /// <summary>Nothing any more.</summary>
    public sealed record Rest : CaseDueAction;

    /// <summary>Nothing before then.</summary>
    public sealed record Wait(DateTimeOffset Until) : CaseDueAction;

    /// <summary>The claim's lease is over.</summary>
    public sealed record Unclaim : CaseDueAction;

    public sealed record Remind : CaseDueAction;

    public sealed record Escalate : CaseDueAction;

    /// <summary>Nobody decided in time.</summary>
    public sealed record TimeOut(bool Allow) : CaseDueAction;

    /// <summary>Nobody fetched in time what was approved.</summary>
    public sealed record Lapse : CaseDueAction;
}
