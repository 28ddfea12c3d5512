namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>How a suite went, probe by probe. Never prompts or answers.</summary>
public sealed record ProbeReport(string SuiteDigest, IReadOnlyList<ProbeOutcome> Outcomes, DateTimeOffset Started, TimeSpan Took)
{
    public ProbeResult Result => new(SuiteDigest, Outcomes.Count, [.. Outcomes.Where(static o => !o.IsPassed).Select(static o => o.Id)], Started, Took);
}
