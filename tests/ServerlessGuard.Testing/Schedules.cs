namespace ServerlessGuard.Testing;

/// <summary>
/// How many random schedules a property is tried with. <c>.ci/run</c> sets <c>GUARD_ALL_SCHEDULES=1</c> and tries all of them; a plain
/// <c>dotnet test</c> tries the first fifth, so that it fits two cores.
/// </summary>
public static class Schedules
{
    /// <summary>The count to try out of <paramref name="all"/>, at least one.</summary>
    public static int Of(int all) => Environment.GetEnvironmentVariable("GUARD_ALL_SCHEDULES") == "1" ? all : Math.Max(1, all / 5);
}
