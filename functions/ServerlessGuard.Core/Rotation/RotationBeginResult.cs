namespace ServerlessGuard.Core.Rotation;

public enum RotationBeginResult
{
    /// <summary>A rotation begins.</summary>
    Started,

    /// <summary>The trigger began one before.</summary>
    Repeated,

    /// <summary>Another rotation is under way; it serves this trigger too.</summary>
    Joined,

    /// <summary>The trigger speaks of a version that is no longer current.</summary>
    Stale,

    /// <summary>Another worker has the credential; deliver again later.</summary>
    Busy,
}
