using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// A system that decides cases before people do. Throws when it cannot be asked or answers what cannot be understood: the
/// case is then left to people. Asked at least once per case; the case's id identifies repeats.
/// </summary>
public interface IPolicyEngine
{
    ValueTask<EngineDecision> AskAsync(EngineInput question, CancellationToken cancellationToken);
}

/// <summary>A policy engine's decision on a case.</summary>
public enum EngineDecision
{
    /// <summary>People decide.</summary>
    Pass,
    Approve,
    Deny,
}

/// <summary>A case for a policy engine. <see cref="Content"/> is there only where the policy lets the engine see it.</summary>
public sealed record EngineInput(EnginePolicy Engine, CaseRecord Case, CaseContent? Content)
{
    public override string ToString() => $"EngineInput {{ {Engine.Id} {Case.Id} }}";
}
