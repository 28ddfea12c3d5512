namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>Why the sequencer takes nothing more from a writer.</summary>
public enum WriterFault
{
    /// <summary>Bytes that are not an entry.</summary>
    Unreadable,

    /// <summary>An entry of another writer.</summary>
    OtherWriter,

    /// <summary>Entries are missing before it.</summary>
    Gap,

    /// <summary>A sequence number a second time.</summary>
    Repeat,

    /// <summary>It does not follow the entry before it: another history than the one integrated.</summary>
    Fork,

    /// <summary>The log is shorter than what was integrated from it.</summary>
    Cut,
}
