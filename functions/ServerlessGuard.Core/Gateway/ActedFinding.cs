using ServerlessGuard.Core.Detection;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>What was found and what the plan says about it. <paramref name="Start"/> lies on the inspected text. Holds no text.</summary>
public readonly record struct ActedFinding(Rule Rule, GuardAction Action, long Start);
