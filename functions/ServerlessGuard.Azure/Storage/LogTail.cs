using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// How a writer's log ends: the last segment, its length, what its last block says, and since when it has been silent by the service's own
/// clock.
/// </summary>
internal sealed record LogTail(long Segment, long Length, LogBlockKind? Last, Guid Holder, TimeSpan Silence)
{
    /// <summary>A holder that has been silent for so long has ended: it speaks four times as often.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(60);

    public WriterState State => Last switch
    {
        LogBlockKind.Seal => WriterState.Sealed,
        LogBlockKind.Release => WriterState.Stopped,
        _ => Length > 0 && Silence < StaleAfter ? WriterState.Running : WriterState.Stopped,
    };
}
