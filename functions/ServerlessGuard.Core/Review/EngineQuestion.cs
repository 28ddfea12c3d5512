using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>A case for a policy engine. <see cref="Content"/> is there only where the policy lets the engine see it.</summary>
public sealed record EngineQuestion(EnginePolicy Engine, CaseRecord Case, CaseContent? Content)
{
    public override string ToString() => $"EngineQuestion {{ {Engine.Id} {Case.Id} }}";
}
