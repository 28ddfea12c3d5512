using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>Rules for the tests' own sources.</summary>
public sealed partial class TestSourceTests
{
    /// <summary>Folders of tests that stand for no folder of their project.</summary>
    private static readonly string[] NoRooms = ["Architecture", "Clients", "Formats", "Support", "Hosting/Replicas", "Phones"];

    /// <summary>
    /// No test and no scenario of the demo fails for load alone: <c>Condition</c> and <c>DemoWait</c> limit a wait by stillness.
    /// </summary>
    [Fact]
    public void NoWait_HasALimitOfWallTime() =>
        Sources("tests").Concat(Sources("functions/ServerlessGuard.Local/Demo"))
            .Where(static file => !file.Contains("Benchmarks", StringComparison.Ordinal))
            .Where(file => WallTime().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file))))
            .ShouldBeEmpty();

    /// <summary>No test passes time: it waits for what it needs by <c>Condition</c>, a signal or a clock of its own.</summary>
    [Fact]
    public void NoTest_Sleeps() =>
        Sources("tests")
            .Where(static file => !file.Contains("Benchmarks", StringComparison.Ordinal) && Path.GetFileName(file) != "Condition.cs")
            .Where(file => Sleep().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file))))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Core")]
    [InlineData("Web")]
    [InlineData("Azure")]
    [InlineData("Local")]
    [InlineData("Simulation")]
    [InlineData("Detection")]
    public void Tests_StandInTheFolderOfWhatTheyTest(string project) =>
        Sources($"tests/ServerlessGuard.{project}.Tests")
            .Select(file => Path.GetRelativePath($"tests/ServerlessGuard.{project}.Tests", Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .Distinct()
            .Except([".", .. NoRooms])
            .Where(folder => !Directory.Exists(Path.Combine(Repository.Root, "functions", $"ServerlessGuard.{project}", folder)))
            .ShouldBeEmpty();

    /// <summary>The C# sources below a folder, relative to the repository.</summary>
    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Repository.Root, file))
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin" or "node_modules"));

    [GeneratedRegex(@"\.CancelAfter\(|\.WaitAsync\(TimeSpan\.\w+\([^)]*\)(?!, [\w.]*[Cc]lock)|\[(Long)?(Fact|Theory)\([^\]\n]*Timeout\s*=")]
    private static partial Regex WallTime();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
