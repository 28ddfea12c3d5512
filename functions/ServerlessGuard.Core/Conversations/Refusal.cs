namespace ServerlessGuard.Core.Conversations;

/// <summary>What an answer says that stands in for one that was blocked or held.</summary>
internal sealed record Refusal(string Interaction, string Model, long Created, bool Held, string? Case, IReadOnlyList<string> Reasons)
{
    public string Message => Held
        ? $"This answer is held until a reviewer decides (case {Case}). Reasons: {string.Join(", ", Reasons)}. Interaction {Interaction}."
        : $"Blocked by policy. Reasons: {string.Join(", ", Reasons)}. Interaction {Interaction}.";
}
