namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>How far a writer is integrated: the next sequence number, the last entry's hash, and whether its sealed log is done with.</summary>
internal sealed record WriterPosition(long Next, string Last, bool IsDone)
{
    public static WriterPosition Start { get; } = new(0, AuditEntryEncoding.Genesis, false);
}
