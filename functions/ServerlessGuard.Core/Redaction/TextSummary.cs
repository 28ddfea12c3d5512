using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction;

/// <summary>The changes to a file.</summary>
public sealed record TextSummary
{
    public required long BytesRead { get; init; }

    public required long BytesWritten { get; init; }

    /// <summary>Regions per kind: redacted (or allowed), or restored.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>The strictest action; Allow for a restoration.</summary>
    public GuardAction Strictest { get; init; }

    /// <summary>How many regions were masked because the planned action could not be done.</summary>
    public long Masked { get; init; }

    /// <summary>How many lines of a JSONL file were not JSON.</summary>
    public long InvalidLineCount { get; init; }

    /// <summary>The first 100 of them, counted from 1.</summary>
    public IReadOnlyList<long> InvalidLineNumbers { get; init; } = [];
}
