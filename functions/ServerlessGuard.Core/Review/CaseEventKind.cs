namespace ServerlessGuard.Core.Review;

/// <summary>The event of one step of a case's journal.</summary>
public enum CaseEventKind
{
    Opened,
    Claimed,

    /// <summary>The claim was given back, or its lease ended.</summary>
    Unclaimed,

    /// <summary>A first approval where two are wanted.</summary>
    FirstApproval,
    Approved,
    Edited,
    Denied,
    Expired,
    Released,

    /// <summary>An approval that no longer holds: the policy became stricter.</summary>
    Reopened,
    Reminded,
    Escalated,

    /// <summary>The policy engine passed it on to people, or could not be asked.</summary>
    PassedOn,
}
