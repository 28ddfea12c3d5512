namespace ServerlessGuard.Core.Policies;

public enum StreamMode
{
    /// <summary>Keep-alive comments until the verdict, then the whole answer.</summary>
    Buffered,

    /// <summary>Deltas pass as they are found clean; only mask, drop and neutralise are possible on output.</summary>
    Live,
}
