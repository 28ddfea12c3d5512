namespace ServerlessGuard.Core.Policies;

/// <summary>A tool's limits: its effect, and the decision on a call outside them (allow, review or deny).</summary>
public sealed record ToolExplanation(string Id, string Effect, bool ArgumentsJudged, string Otherwise, string Untrusted, string? Limit)
{
    internal static ToolExplanation For(ToolPolicy tool) => new(
        tool.Id,
        PolicyEnumNames.Of(tool.Effect),
        tool.Arguments is not null,
        PolicyEnumNames.OfDecision(tool.Otherwise),
        PolicyEnumNames.OfDecision(tool.Untrusted),
        tool.Limit is { } limit ? $"{limit.Count}/{PolicyUnits.Show(limit.Period).TrimStart('1')}" : null);
}
