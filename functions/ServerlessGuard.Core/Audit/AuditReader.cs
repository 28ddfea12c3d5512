using System.Runtime.CompilerServices;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Decodes a writer's frames and checks its chain: each entry names the writer, counts on from the one before, and
/// holds that one's hash. After a fault the check continues from the entry that was found, so that one fault is told
/// once. A chain alone does not show a cut or an edit at its very end: the checkpoint shows that.
/// </summary>
public static class AuditReader
{
    public static IAsyncEnumerable<ReadEntry> ReadAsync(
        string writer, IAsyncEnumerable<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken) =>
        ReadAsync(writer, frames, LogPlace.Start, cancellationToken);

    /// <summary>The same for frames that follow <paramref name="place"/>.</summary>
    internal static async IAsyncEnumerable<ReadEntry> ReadAsync(
        string writer, IAsyncEnumerable<ReadOnlyMemory<byte>> frames, LogPlace place,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var next = place.Next;
        var position = place.Next;
        string? previous = place.Last;
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            var entry = AuditEntryEncoding.Decode(frame);
            yield return new ReadEntry(position++, entry, Check(writer, entry, next, previous));
            next = (entry?.Sequence ?? next) + 1;

            // Nothing is known of an unreadable entry's true hash; the next one is held to its sequence number alone.
            previous = entry?.Hash;
        }
    }

    private static ChainFault? Check(string writer, ChainedEntry? entry, long next, string? previous) => entry switch
    {
        null => ChainFault.Unreadable,
        _ when entry.Writer != writer => ChainFault.OtherWriter,
        _ when entry.Sequence > next => ChainFault.Gap,
        _ when entry.Sequence < next => ChainFault.Repeat,
        _ when previous is not null && entry.Previous != previous => ChainFault.Edited,
        _ => null,
    };
}

/// <summary>
/// A frame of a writer's log as <see cref="AuditReader"/> found it. <see cref="Position"/> counts frames from 0;
/// <see cref="Entry"/> is null only when it is unreadable; <see cref="Fault"/> is null when it is where it should.
/// </summary>
public sealed record ReadEntry(long Position, ChainedEntry? Entry, ChainFault? Fault);
