using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>
/// The log's entries of an interaction and of those joined to it, whichever application they went through, in the log's
/// order, each step with its proof against <see cref="Checkpoint"/>.
/// </summary>
public sealed record CorrelatedTrace
{
    /// <summary>The requested id: an interaction's or a trace's.</summary>
    public required string Subject { get; init; }

    public required IReadOnlyList<CorrelatedInteraction> Interactions { get; init; }

    public required IReadOnlyList<TraceEntry> Entries { get; init; }

    /// <summary>Related events: how its policy revisions came into force, and what was last said of its models' deployments.</summary>
    public required IReadOnlyList<TraceEntry> RelatedEvents { get; init; }

    /// <summary>Null where the log is empty.</summary>
    public required SignedNote? Checkpoint { get; init; }

    /// <summary>The trace went on, and was cut: there were more steps or joins than are shown.</summary>
    public required bool IsCut { get; init; }
}
