namespace ServerlessGuard.Core.Redaction;

/// <summary>A text with its tokens turned back.</summary>
public sealed record RestoreResult
{
    public required string Text { get; init; }

    /// <summary>How many tokens were turned back, per kind.</summary>
    public required IReadOnlyDictionary<string, int> Restored { get; init; }

    /// <summary>How many tokens of this session were left because of where they stood.</summary>
    public required int Refused { get; init; }
}
