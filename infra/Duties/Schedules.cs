namespace ServerlessGuard.Infra.Duties;

/// <summary>Timers of the starter profile: a run costs, and nothing there is in a hurry.</summary>
internal static class Schedules
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    /// <summary>A schedule that runs every minute or oftener runs every five minutes; any other stays.</summary>
    public static string Slower(string schedule) => schedule.Split(' ') is [_, "*", "*", "*", "*", "*"] ? EveryFiveMinutes : schedule;
}
