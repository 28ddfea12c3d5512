namespace ServerlessGuard.Core.Inspection;

/// <summary>A text after inspection: the same instance when nothing was replaced.</summary>
public readonly record struct Inspected(string Text, IReadOnlyList<ActedFinding> Findings);
