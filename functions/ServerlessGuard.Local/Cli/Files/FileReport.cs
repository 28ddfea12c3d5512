namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The result for one file. Holds no text.</summary>
internal sealed record FileReport
{
    public required string Path { get; init; }

    public string Format { get; init; } = "";

    public string? Output { get; init; }

    public long BytesRead { get; init; }

    public long BytesWritten { get; init; }

    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>How many lines of a JSONL file were not JSON; they were worked on as text.</summary>
    public long InvalidLines { get; init; }

    /// <summary>Why it was left out, or null.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Failed { get; init; }
}
