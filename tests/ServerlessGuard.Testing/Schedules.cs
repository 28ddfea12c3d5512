namespace ServerlessGuard.Testing;

/// <summary>
/// How many random schedules a property is tried with: the first fifth, so that the tests fit two cores, and all of them by
/// <c>GUARD_ALL_SCHEDULES=1 dotnet test --project tests/ServerlessGuard.Core.Tests</c>.
/// </summary>
public static class Schedules
{
    /// <summary>The count to try out of <paramref name="all"/>, at least one.</summary>
    public static int Of(int all) => Environment.GetEnvironmentVariable("GUARD_ALL_SCHEDULES") == "1" ? all : Math.Max(1, all / 5);
}
