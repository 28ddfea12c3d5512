namespace ServerlessGuard.Core.Deployments;

/// <summary>How a suite went. <see cref="Failed"/> holds ids of probes, never prompts or answers. <see cref="SuiteDigest"/> is the SHA-256 of the suite's text.</summary>
public sealed record ProbeResult(string SuiteDigest, int Asked, IReadOnlyList<string> Failed, DateTimeOffset Started, TimeSpan Took)
{
    /// <summary>At least one probe was asked and none failed.</summary>
    public bool IsPassed => Asked > 0 && Failed.Count == 0;
}
