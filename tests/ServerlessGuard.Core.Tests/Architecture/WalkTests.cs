using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// ARCHITECTURE.md walks through the code along five things that it does: the files must be the ones, and so must the counts.
/// </summary>
public sealed partial class WalkTests
{
    private static readonly Dictionary<string, Walk> Written = Heading().Split(ProductSources.Text("ARCHITECTURE.md"))
        .Skip(1)
        .Select(static section => new Walk(section))
        .Where(static walk => walk.Files.Count > 0)
        .ToDictionary(static walk => walk.Title);

    /// <summary>The walks, and the changes of folder that each took before the folders depended one way.</summary>
    public static TheoryData<string, int> Walks => new()
    {
        { "A streamed chat with an e-mail tokenised and restored", 21 },
        { "A tool call held, approved by two, released", 8 },
        { "A near-expiry event to proof", 9 },
        { "An unattested revision to verified rollback", 10 },
        { "An audit entry to a pack verified offline", 15 },
    };

    [Fact]
    public void EveryWalkThatIsWritten_IsHeld() => Written.Keys.ShouldBe(Walks.Select(static row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Walks))]
    public void Counts_AreAsPrinted_WithFewerChangesOfFolderThanBefore(string title, int before)
    {
        var walk = Written[title];
        walk.Printed.ShouldBe($"{walk.Files.Count} files, {walk.Changes} changes of folder; {before} before.");
        walk.Changes.ShouldBeLessThan(before);
    }

    /// <summary>
    /// A file is one of the product, stands once, and uses an earlier one, is used by it, or meets it at an interface. An endpoint
    /// begins anew: a client calls it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void EachFile_IsReached_FromAnEarlierOne(string title, int before)
    {
        before.ShouldBePositive();
        var files = Written[title].Files;
        files.ShouldBeUnique();
        files.Except(ProductSources.Tree.Files.Select(static file => file.Path)).ShouldBeEmpty();
        var uses = ProductSources.Arrows.ToLookup(static arrow => arrow.From.Path, static arrow => arrow.To.Path);
        files.Where((file, index) => index > 0
            && !file.EndsWith("Endpoint.cs", StringComparison.Ordinal)
            && !files.Take(index).Any(earlier => uses[earlier].Contains(file)
                || uses[file].Contains(earlier)
                || uses[earlier].Intersect(uses[file]).Any(static used => Interface().IsMatch(used))))
            .ShouldBeEmpty();
    }

    [GeneratedRegex("^### ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\d+\. `([^`]+\.cs)`", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("/I[A-Z][A-Za-z]*[.]cs$")]
    private static partial Regex Interface();

    private sealed class Walk(string section)
    {
        public string Title { get; } = section.Split('\n')[0];

        public string Printed { get; } = section.Split('\n').ElementAtOrDefault(2) ?? "";

        public List<string> Files { get; } =
            [.. Step().Matches(section).Select(static step => "functions/ServerlessGuard." + step.Groups[1].Value)];

        public int Changes => Files.Zip(Files.Skip(1)).Count(
            static pair => Path.GetDirectoryName(pair.First) != Path.GetDirectoryName(pair.Second));
    }
}
