using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>A place in a writer's log: the number of frames before it, and the hash of the last of them.</summary>
internal sealed record LogPlace(
    [property: JsonPropertyName("next")] long Next, [property: JsonPropertyName("last")] string Last)
{
    public static LogPlace Start { get; } = new(0, AuditEntryEncoding.Genesis);

    /// <summary>
    /// The frames behind the place, once the frame before it is found to be what it was; null when it is not, or not there: the place is of
    /// another log, or the log was changed.
    /// </summary>
    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>?> FollowAsync(
        IAppendLogs logs, string writer, CancellationToken cancellationToken)
    {
        if (Next == 0)
        {
            return logs.ReadAsync(writer, cancellationToken);
        }

        var frames = logs.ReadFromAsync(writer, Next - 1, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (await frames.MoveNextAsync() && AuditEntryEncoding.Hash(frames.Current.Span) == Last)
        {
            return RestAsync(frames, cancellationToken);
        }

        await frames.DisposeAsync();
        return null;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> RestAsync(
        IAsyncEnumerator<ReadOnlyMemory<byte>> frames, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (frames)
        {
            while (await frames.MoveNextAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return frames.Current;
            }
        }
    }
}
