namespace ServerlessGuard.Core.Ports;

/// <summary>
/// The append-only log of one writer. A second writer on the same log is detected and refused. Azure: append blob in a
/// WORM container; embedded: a file with fsync. Throws <see cref="StoreUnavailableException"/> when an append cannot be
/// made durable; the log then refuses further appends until it is opened again.
/// </summary>
public interface IAppendLog : IAsyncDisposable
{
    /// <summary>The writer's name: one log per running instance.</summary>
    string Writer { get; }

    /// <summary>
    /// Appends the frames in order as one group. Completes when they are durable (after fsync). Frames of a group that
    /// was never acknowledged may or may not be there after a crash; a torn last frame is cut off at opening.
    /// </summary>
    ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken);

    /// <summary>Every durable frame of this writer, in order.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken);
}
