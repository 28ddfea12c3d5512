using System.Runtime.CompilerServices;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// The append logs of all writers. Writer names: 1 to 128 characters of <c>[A-Za-z0-9._-]</c>, not starting with a dot.
/// Every method throws <see cref="StoreUnavailableException"/> when the store is down or a log is damaged.
/// </summary>
public interface IAppendLogs
{
    /// <summary>
    /// Opens a writer's log for appending, creates it when there is none, and holds it until disposed. Throws
    /// <see cref="StoreUnavailableException"/> when another holds it or it is sealed.
    /// </summary>
    ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken);

    /// <summary>Every writer that has a log, in ordinal order.</summary>
    ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The durable frames of a writer, in order, without holding its log: a group that is being appended meanwhile may
    /// be missing. Empty when the writer is unknown.
    /// </summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="ReadAsync"/>, without the first <paramref name="from"/> frames. A store that can go past them
    /// without reading does; what it goes past is not checked for damage again.
    /// </summary>
    async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadFromAsync(
        string writer, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in ReadAsync(writer, cancellationToken))
        {
            if (from-- <= 0)
            {
                yield return frame;
            }
        }
    }

    /// <summary>Ends a writer's log for good. The caller holds it or nobody does. Sealing twice is fine.</summary>
    ValueTask SealAsync(string writer, CancellationToken cancellationToken);
}

/// <summary>A writer that has a log.</summary>
public sealed record LogWriter(string Name, WriterState State);
