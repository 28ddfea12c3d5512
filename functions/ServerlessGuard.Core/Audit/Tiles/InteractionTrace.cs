using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Traces;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>The steps of an interaction's story alone; <see cref="StoryReader"/> tells all of it.</summary>
public static class InteractionTrace
{
    /// <inheritdoc cref="StoryReader.ReadAsync"/>
    public static async ValueTask<IReadOnlyList<TraceStep>> ReadAsync(ILogSource source, NoteKey key, string interaction, CancellationToken cancellationToken) =>
        (await new StoryReader(source, key).ReadAsync(interaction, cancellationToken)).Steps;
}

/// <summary>One entry of an interaction's story, with the proof that it is in the log.</summary>
public sealed record TraceStep(ChainedEntry Entry, ReadOnlyMemory<byte> Bytes, TlogProof Proof);
