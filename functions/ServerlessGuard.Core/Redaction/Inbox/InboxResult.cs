namespace ServerlessGuard.Core.Redaction.Inbox;

/// <summary>What became of a file.</summary>
public enum InboxResult
{
    /// <summary>It is no longer there, or changed while it was worked on: its own event comes.</summary>
    Gone,

    Clean,

    Quarantined,
}
