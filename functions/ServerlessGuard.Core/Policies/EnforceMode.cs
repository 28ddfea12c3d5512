namespace ServerlessGuard.Core.Policies;

public enum EnforceMode
{
    /// <summary>Decide and record everything, act on it.</summary>
    Enforce,

    /// <summary>Decide and record everything, change nothing.</summary>
    Observe,
}
