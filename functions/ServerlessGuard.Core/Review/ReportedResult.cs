using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>What the guard makes of a reported output.</summary>
/// <param name="Text">What may be used: the output, redacted where the tier says so; null when it is held or blocked.</param>
/// <param name="Case">The case when it is held.</param>
public sealed record ReportedResult(string Interaction, Verdict Verdict, string? Text, string? Case)
{
    public override string ToString() => $"ReportedResult {{ {Interaction} {Verdict.Name} }}";
}
