using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Asks a deployment the probes of its model's suite, through the same gateway engine that serves it.</summary>
public interface IProbeRunner
{
    /// <param name="deployment">The deployment's name at the platform: it need not carry traffic.</param>
    /// <param name="quick">Only the probes marked quick: for verifying a shift, within seconds.</param>
    ValueTask<ProbeResult> RunAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken);
}

/// <summary>
/// How a suite went. <see cref="Failed"/> holds ids of probes, never prompts or answers. <see cref="SuiteDigest"/> is the SHA-256 of the
/// suite's text.
/// </summary>
public sealed record ProbeResult(string SuiteDigest, int Asked, IReadOnlyList<string> Failed, DateTimeOffset Started, TimeSpan Duration)
{
    /// <summary>At least one probe was asked and none failed.</summary>
    public bool IsPassed => Asked > 0 && Failed.Count == 0;
}
