namespace ServerlessGuard.Core.Access;

/// <summary>The faults of a grant.</summary>
[Flags]
public enum GrantFlags
{
    None = 0,

    /// <summary>The policy's <c>access</c> does not name the principal.</summary>
    Unexpected = 1,

    /// <summary>Owner, Contributor, or a role whose wildcard takes in whole providers.</summary>
    Broad = 2,

    /// <summary>Not used for as long as the review looks back.</summary>
    Stale = 4,

    /// <summary>A machine's identity that nobody answers for.</summary>
    Unowned = 8,
}
