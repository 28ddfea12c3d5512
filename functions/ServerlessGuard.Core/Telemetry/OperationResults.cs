namespace ServerlessGuard.Core.Telemetry;

/// <summary>Values of the column Result in <see cref="LogTableNames.Operations"/> that queries ask for; there are more, each the engine's own word.</summary>
public static class OperationResults
{
    public const string Alive = "alive";
    public const string Claimed = "claimed";
    public const string Failed = "failed";

    /// <summary>A case that nobody decided in time.</summary>
    public const string Late = "late";

    public const string Open = "open";
    public const string ProbesFailed = "probesfailed";
    public const string Shadow = "shadow";
    public const string Unattested = "unattested";
}
