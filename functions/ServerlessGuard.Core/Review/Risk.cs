using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// How risky an interaction is, 0 to 1: what was found, what its tool calls could do, and whether the application has
/// shown anything like it. Each contributes a weight, and weights are joined as independent chances are:
/// <c>1 - product(1 - weight)</c>. A pure function.
/// </summary>
internal static class Risk
{
    /// <summary>The reason of an answer that is held for its risk alone.</summary>
    public const string HoldReason = "review.risk";

    private const double Novel = 0.25;

    public static double Of(
        IEnumerable<FindingCategory> input, IEnumerable<FindingCategory> output, IEnumerable<ToolEffect> tools, bool isNovel)
    {
        var weights = input.Distinct().Select(OfInput)
            .Concat(output.Distinct().Select(OfOutput))
            .Concat(tools.Distinct().Select(OfTool))
            .Append(isNovel ? Novel : 0);
        return Math.Round(1 - weights.Aggregate(1.0, static (rest, weight) => rest * (1 - weight)), 4);
    }

    private static double OfInput(FindingCategory category) => category switch
    {
        FindingCategory.Injection => 0.4,
        FindingCategory.Secret => 0.2,
        FindingCategory.Personal => 0.05,
        _ => 0.1,
    };

    /// <summary>Although findings are replaced: an answer that held a secret is not like others.</summary>
    private static double OfOutput(FindingCategory category) => category switch
    {
        FindingCategory.Secret or FindingCategory.Leakage => 0.5,
        FindingCategory.Injection => 0.3,
        FindingCategory.Markup => 0.2,
        FindingCategory.Personal => 0.1,
        _ => 0.5,
    };

    private static double OfTool(ToolEffect effect) => effect switch
    {
        ToolEffect.Read => 0.05,
        ToolEffect.Write => 0.2,
        _ => 0.3,
    };
}
