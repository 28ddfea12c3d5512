namespace ServerlessGuard.Core.Deployments;

public enum RollbackBeginResult
{
    /// <summary>Journalled and running, or already done for this trigger.</summary>
    Started,

    /// <summary>Another rollback of this model is under way; this trigger joins it.</summary>
    Joined,

    /// <summary>A person must approve first; a case is open.</summary>
    Waiting,
}
