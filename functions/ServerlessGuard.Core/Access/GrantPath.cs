namespace ServerlessGuard.Core.Access;

/// <summary>How a grant gives its capability.</summary>
public enum GrantPath
{
    /// <summary>The role has the action.</summary>
    Role,

    /// <summary>The role lets its holder read a key that opens the data plane.</summary>
    Key,

    /// <summary>The role lets its holder grant himself anything.</summary>
    Escalation,

    /// <summary>A vault's access policy.</summary>
    VaultPolicy,

    /// <summary>A key or role of this host's callers.</summary>
    CallerKey,

    /// <summary>The machine's owner, through files.</summary>
    Files,

    /// <summary>An attester of the policy.</summary>
    Attester,
}
