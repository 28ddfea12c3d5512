using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Redaction;

/// <summary>A redacted text and what was done to it. The caller decides what Hold and Block mean; their text is masked.</summary>
public sealed record RedactionResult
{
    public required string Text { get; init; }

    /// <summary>From left to right. Allowed findings are among them, with their text unchanged.</summary>
    public required IReadOnlyList<AppliedFinding> Applied { get; init; }

    /// <summary>The strictest action of <see cref="Applied"/>; Allow when there is none.</summary>
    public required GuardAction Strictest { get; init; }
}
