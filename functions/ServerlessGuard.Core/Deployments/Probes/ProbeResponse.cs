namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// One answer to a probe, as far as judging needs it. Lives until it is judged. <see cref="Fault"/>: why there is no
/// answer, as a stable code.
/// </summary>
internal sealed record ProbeResponse(string Text, bool IsRefusal, IReadOnlyList<string> Calls, TimeSpan Duration, string? Fault = null)
{
    public static ProbeResponse None(string fault, TimeSpan took) => new("", false, [], took, fault);

    public override string ToString() => "ProbeResponse";
}
