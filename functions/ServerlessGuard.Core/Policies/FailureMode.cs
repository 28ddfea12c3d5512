namespace ServerlessGuard.Core.Policies;

/// <summary>What happens when a guard other than the audit log fails. (If the audit log fails, the guard is always closed.)</summary>
public enum FailureMode
{
    Closed,

    /// <summary>Pass, recorded and alerted as unscanned.</summary>
    Open,
}
