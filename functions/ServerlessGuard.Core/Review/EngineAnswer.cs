namespace ServerlessGuard.Core.Review;

/// <summary>What a policy engine says about a case.</summary>
public enum EngineAnswer
{
    /// <summary>People decide.</summary>
    Pass,
    Approve,
    Deny,
}
