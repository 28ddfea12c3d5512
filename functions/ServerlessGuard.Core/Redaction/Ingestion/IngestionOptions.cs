namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>How files are worked on. Memory is bounded by these, not by the files.</summary>
public sealed record IngestionOptions
{
    /// <summary>How many bytes are worked on between two places to resume at; a stretch ends with a line.</summary>
    public int StretchBytes { get; init; } = 8 << 20;

    /// <summary>A file of JSON lines with a longer line is quarantined.</summary>
    public int LongestLine { get; init; } = 32 << 20;

    /// <summary>The size of a staged block.</summary>
    public int BlockBytes { get; init; } = 4 << 20;

    /// <summary>How long a finished file is remembered, so that a late event does nothing.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromDays(30);
}
