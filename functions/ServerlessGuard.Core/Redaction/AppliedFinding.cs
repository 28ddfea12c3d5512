using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The action on one region of findings. <see cref="Start"/> and <see cref="Length"/> lie on the original text,
/// <see cref="NewStart"/> and <see cref="NewLength"/> on the redacted one, all in UTF-16 units. Holds no text.
/// </summary>
public readonly record struct AppliedFinding
{
    /// <summary>The rule that names the region.</summary>
    public required Rule Rule { get; init; }

    public string Kind => Rule.Kind;

    public FindingCategory Category => Rule.Category;

    public required double Confidence { get; init; }

    public required long Start { get; init; }

    public required int Length { get; init; }

    public required long NewStart { get; init; }

    public required int NewLength { get; init; }

    /// <summary>The strictest action that the plan names for the region's findings.</summary>
    public required GuardAction Planned { get; init; }

    /// <summary>
    /// The action that was applied: the planned one, or Mask where that was impossible (the value is too long or its scope is full).
    /// Hold and Block leave their text masked.
    /// </summary>
    public required GuardAction Action { get; init; }
}
