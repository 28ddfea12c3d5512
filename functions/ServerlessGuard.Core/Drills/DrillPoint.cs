namespace ServerlessGuard.Core.Drills;

/// <summary>A drill's times, in seconds after the harm was done.</summary>
public sealed record DrillPoint(string Drill, DateTimeOffset Ended, double Detect, double Decide, double Restore)
{
    internal static DrillPoint Of(DrillRun run) => new(run.Id, run.Ended!.Value, After(run, run.Detected), After(run, run.Decided), After(run, run.Restored));

    private static double After(DrillRun run, DateTimeOffset? time) => (time - run.Acted)?.TotalSeconds ?? 0;
}
