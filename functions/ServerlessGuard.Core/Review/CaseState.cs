namespace ServerlessGuard.Core.Review;

/// <summary>The states of a case.</summary>
public enum CaseState
{
    /// <summary>Waits for a reviewer.</summary>
    Open,

    /// <summary>A reviewer checks it, until the lease ends.</summary>
    Claimed,

    /// <summary>May be released as it was sealed.</summary>
    Approved,

    /// <summary>May be released as a reviewer changed it.</summary>
    Edited,

    /// <summary>Will not be released.</summary>
    Denied,

    /// <summary>Nobody decided, or nobody fetched what was approved, in time.</summary>
    Expired,

    /// <summary>Was handed to its caller.</summary>
    Released,
}
