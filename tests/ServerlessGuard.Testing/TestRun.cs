namespace ServerlessGuard.Testing;

/// <summary>
/// How much of the tests a run plays, by the variable <c>GUARD_TESTS</c>. Not set: as much as fits two cores in a few minutes. <c>ci</c>:
/// cases that take long as well, and more schedules, as <c>.ci/run</c> does. <c>all</c>: every schedule.
/// </summary>
public static class TestRun
{
    private static readonly string Extent = Environment.GetEnvironmentVariable("GUARD_TESTS") is not { Length: > 0 } named
        ? ""
        : named is "ci" or "all" ? named : throw new InvalidOperationException($"GUARD_TESTS is {named}; it is ci, all or not set.");

    /// <summary>Whether tests of <see cref="LongFactAttribute"/> and <see cref="LongTheoryAttribute"/> are played.</summary>
    public static bool IsLong => Extent.Length > 0;

    /// <summary>The text of a skipped long case; null where such cases are played.</summary>
    public static string? SkipLong => IsLong ? null : "It takes long: GUARD_TESTS=ci plays it, and so does .ci/run.";

    /// <summary>
    /// How many of a property's random schedules are played: all, under <c>ci</c> the first fifth, else the first twentieth.
    /// </summary>
    /// <param name="all">How many there are.</param>
    /// <param name="least">Fewer show nothing: so many are played in any case.</param>
    public static int Schedules(int all, int least = 1) => Extent == "all" ? all : Math.Max(least, all / (IsLong ? 5 : 20));
}
