using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>The recipes of CONTRIBUTING.md name files and tests: those must exist.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Text = ProductSources.Text("CONTRIBUTING.md");

    [Fact]
    public void EveryPathThatItNames_Exists()
    {
        var paths = Path().Matches(Text).Select(static match => match.Groups[1].Value).Distinct().ToList();
        paths.Count.ShouldBeGreaterThan(20);
        paths.Where(static path => !path.Contains("NAME", StringComparison.Ordinal)
            && !System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, path))).ShouldBeEmpty();
    }

    [Fact]
    public void EveryTestThatItNames_Exists()
    {
        var sources = ProductSources.Files(".cs", "tests")
            .Where(static path => path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Select(ProductSources.Text)
            .ToList();
        var named = Test().Matches(Text)
            .Select(static match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value))
            .Distinct()
            .ToList();
        named.Count.ShouldBeGreaterThan(20);
        named.Where(name => !sources.Exists(source => source.Contains($"class {name.Class}", StringComparison.Ordinal)
            && (name.Method.Length == 0 || source.Contains($" {name.Method}(", StringComparison.Ordinal))))
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"(?<![\w/])((?:functions|infra|policies|tests|docs)/[\w./-]*\w)")]
    private static partial Regex Path();

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex Test();
}
