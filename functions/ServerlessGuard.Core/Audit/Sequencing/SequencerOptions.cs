namespace ServerlessGuard.Core.Audit.Sequencing;

public sealed record SequencerOptions
{
    /// <summary>The most entries that one checkpoint adds.</summary>
    public int BatchLength { get; init; } = 8192;
}
