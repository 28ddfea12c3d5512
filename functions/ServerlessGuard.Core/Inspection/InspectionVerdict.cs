using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The decision about findings, by the same counts as the gateway's own verdicts.</summary>
public static class InspectionVerdict
{
    public static Verdict Of(IEnumerable<(Rule Rule, GuardAction Action)> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var counts = new FindingCounts();
        foreach (var (rule, action) in findings)
        {
            counts.Count(rule.Kind, rule.Id, action);
        }

        return counts.Verdict;
    }
}
