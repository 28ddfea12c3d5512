using System.Text.RegularExpressions;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>The index lists every page, and every link has a target.</summary>
public sealed partial class DocumentTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Pages => [.. Written()];

    [Fact]
    public void TheIndex_LinksEveryPage() =>
        ProductSources.Files(".md", "docs")
            .Where(static page => page != Index)
            .Except(Targets(Index))
            .ShouldBeEmpty($"{Index} has no link to it");

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLink_LeadsToAFile(string page) =>
        Targets(page).Where(static target => !Path.Exists(Path.Combine(Repository.Root, target))).ShouldBeEmpty(page);

    private static IEnumerable<string> Written() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Select(static path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .Concat(ProductSources.Files(".md", "docs"));

    /// <summary>The link targets of a page in the repository, as paths from its root.</summary>
    private static IEnumerable<string> Targets(string page) =>
        Link().Matches(ProductSources.Text(page)).Select(static link => link.Groups[1].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal)
                && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => Path.GetRelativePath(
                Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target)).Replace('\\', '/'))
            .Distinct();

    /// <summary>The target of <c>[text](target#section)</c>, without the section. A link to a section of the page itself is none.</summary>
    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
