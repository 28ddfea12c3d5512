namespace ServerlessGuard.Core.Audit;

/// <summary>The faults of an entry's place in its writer's chain.</summary>
public enum ChainFault
{
    /// <summary>The bytes are not the canonical encoding of an entry.</summary>
    Unreadable,

    /// <summary>The entry names another writer.</summary>
    OtherWriter,

    /// <summary>Entries before it are missing.</summary>
    Gap,

    /// <summary>Its sequence number was there before: repeated, or out of order.</summary>
    Repeat,

    /// <summary>Its previous hash is not that of the entry before it: one of the two was edited.</summary>
    Edited,
}
