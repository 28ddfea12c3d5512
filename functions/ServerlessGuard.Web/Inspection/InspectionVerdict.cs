using ServerlessGuard.Core.Detection;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Inspection;

/// <summary>What a tier would decide about findings: the strictest of their actions. Pure.</summary>
internal static class InspectionVerdict
{
    public static Verdict Of(IEnumerable<Finding> findings, TierPolicy tier, bool isOutput)
    {
        var strictest = GuardAction.Allow;
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var action = isOutput ? OutputAction(finding.Rule.Category, tier.Output) : InputAction(finding.Rule.Category, tier.Input);
            if (action != GuardAction.Allow)
            {
                reasons.Add(finding.Rule.Id);
                strictest = action > strictest ? action : strictest;
            }
        }

        return strictest switch
        {
            GuardAction.Allow => new Verdict.Allow(),
            GuardAction.Hold => new Verdict.Hold([.. reasons]),
            GuardAction.Block => new Verdict.Block([.. reasons]),
            _ => new Verdict.Redact([.. reasons]),
        };
    }

    // Markup and leakage are dangers of output, injection one of input: the other direction has no action for them.
    private static GuardAction InputAction(FindingCategory category, InputActions actions) => category switch
    {
        FindingCategory.Personal => actions.Personal,
        FindingCategory.Secret => actions.Secrets,
        FindingCategory.Injection => actions.Injection,
        _ => GuardAction.Allow,
    };

    private static GuardAction OutputAction(FindingCategory category, OutputActions actions) => category switch
    {
        FindingCategory.Personal => actions.Personal,
        FindingCategory.Secret => actions.Secrets,
        FindingCategory.Markup => actions.Markup,
        FindingCategory.Leakage => actions.Leakage,
        _ => GuardAction.Allow,
    };
}
