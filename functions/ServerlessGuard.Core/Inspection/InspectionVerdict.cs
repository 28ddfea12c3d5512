using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The decision of a tier about findings, by the same plan and counts as the gateway's own verdicts.</summary>
public static class InspectionVerdict
{
    public static Verdict Of(IEnumerable<Finding> findings, TierPolicy tier, bool isOutput)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(tier);
        var plan = isOutput ? RedactionPlan.For(tier.Output) : RedactionPlan.For(tier.Input);
        var counts = new FindingCounts();
        foreach (var finding in findings)
        {
            counts.Count(finding.Rule.Kind, finding.Rule.Id, plan.ActionOf(finding.Rule));
        }

        return counts.Verdict;
    }
}
