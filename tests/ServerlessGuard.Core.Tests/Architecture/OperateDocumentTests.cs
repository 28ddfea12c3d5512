using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>docs/operate.md names for each step what exercises it: those tests must exist.</summary>
public sealed partial class OperateDocumentTests
{
    [Fact]
    public void EveryTestThatItNames_Exists()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Where(static text => Test().IsMatch(text))
            .ToList();
        var named = Name().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate.md")))
            .Select(static m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value))
            .Distinct()
            .ToList();
        named.Count.ShouldBeGreaterThan(10);
        named.Where(name => !sources.Exists(text => text.Contains($"class {name.Class}", StringComparison.Ordinal)
            && (name.Method.Length == 0 || text.Contains($" {name.Method}(", StringComparison.Ordinal)))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"\[(Long)?(Fact|Theory)\b")]
    private static partial Regex Test();

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex Name();
}
