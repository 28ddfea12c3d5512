using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>What was found and what the plan says about it. Holds no text.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Instead">What the plan named, where that could not be done.</param>
public readonly record struct ActedFinding(Rule Rule, GuardAction Action, GuardAction? Instead = null);
