using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>The kinds of attacks by texts, and the ways that each takes.</summary>
internal static class TextAttacks
{
    /// <summary>How many attempts an ordinary run makes on each way.</summary>
    public const int Ordinary = 200;

    /// <summary>Every kind with the ways on which it is tried.</summary>
    public static IReadOnlyList<(string Kind, IReadOnlyList<TextPath> Paths)> Kinds { get; } =
    [
        ("escaped value", TextPath.All),
        ("value beside another character", TextPath.All),
        ("restored token in markup", TextPath.Answers),
        ("remote fetch", TextPath.Answers),
    ];

    /// <summary>How many <c>.ci/run</c> makes.</summary>
    private const int Long = 1000;

    /// <summary>How many of all possible attempts this run makes on each way: all under <c>GUARD_TESTS=all</c>.</summary>
    public static int Attempts(int all) => TestRun.Schedules(all) == all ? all : TestRun.IsLong ? Long : Ordinary;

    public static TheoryData<string> Names(string kind) =>
        [.. Kinds.Single(one => one.Kind == kind).Paths.Select(static path => path.ToString())];
}
