using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>What was found and what the plan says about it. Holds no text.</summary>
public readonly record struct ActedFinding(Rule Rule, GuardAction Action);
