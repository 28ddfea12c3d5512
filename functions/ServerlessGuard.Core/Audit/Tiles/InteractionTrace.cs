using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Traces;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>The steps of an interaction's trace alone; <see cref="CorrelatedTraceReader"/> reads all of it.</summary>
public static class InteractionTrace
{
    /// <inheritdoc cref="CorrelatedTraceReader.ReadAsync"/>
    public static async ValueTask<IReadOnlyList<TraceEntry>> ReadAsync(
        ILogSource source, NoteKey key, string interaction, CancellationToken cancellationToken) =>
        (await new CorrelatedTraceReader(source, key).ReadAsync(interaction, cancellationToken)).Entries;
}

/// <summary>One entry of an interaction's trace, with the proof that it is in the log.</summary>
public sealed record TraceEntry(ChainedEntry Entry, ReadOnlyMemory<byte> Bytes, TlogProof Proof);
