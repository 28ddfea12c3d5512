using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>What became of one requirement, why in a sentence, and the facts that decided it.</summary>
public sealed record RequirementResult(Requirement Requirement, ControlStatus Status, string Reason, IReadOnlyList<Fact> Facts);
