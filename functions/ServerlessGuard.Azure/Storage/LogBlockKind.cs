namespace ServerlessGuard.Azure.Storage;

/// <summary>The kinds of blocks in a writer's log. The values are part of the format.</summary>
internal enum LogBlockKind : byte
{
    /// <summary>Frames.</summary>
    Group = 1,

    /// <summary>From here on the log is its holder's.</summary>
    Claim = 2,

    /// <summary>The holder lives, and has nothing to say.</summary>
    Beat = 3,

    /// <summary>The holder gave the log back.</summary>
    Release = 4,

    /// <summary>The log continues in the next segment.</summary>
    Roll = 5,

    /// <summary>Nothing follows, ever.</summary>
    Seal = 6,
}
