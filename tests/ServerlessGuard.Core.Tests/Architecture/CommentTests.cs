using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>Comments begin with a subject: a reader of a list of members should see what each one is by its first word.</summary>
public sealed partial class CommentTests
{
    [Fact]
    public void NoComment_BeginsWithAPronounForItsSubject() =>
        ProductSources.Files(".cs", "functions", "infra", "tests")
            .Where(static path => !path.EndsWith("/CommentTests.cs", StringComparison.Ordinal)) // its examples
            .SelectMany(static path => Starts(ProductSources.Text(path)).Select(line => $"{path}:{line}"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("/// <summary>What it does.</summary>", true)]
    [InlineData("/// <summary>\n/// Where it stands.\n/// </summary>", true)]
    [InlineData("    // Whoever calls it waits.", true)]
    [InlineData("/// <param name=\"at\">When it ends.</param>", true)]
    [InlineData("/// <summary>Says what it does.</summary>", false)]
    [InlineData("    // Long text goes on\n    // where the next line begins.\n    // When it ends is said there.", false)]
    [InlineData("// When it is last, it ends.", false)]
    public void Knows_Beginnings(string text, bool isOne) => Starts(text).Any().ShouldBe(isOne);

    /// <summary>The lines. A condition, which a comma ends, may stand first.</summary>
    private static IEnumerable<int> Starts(string text) =>
        Beginning().Matches(text).Select(match => text.AsSpan(0, match.Index + match.Length).Count('\n') + 1);

    [GeneratedRegex(
        """(?:<(?:summary|remarks|returns|param name="[^"]*")>(?:\s*\n\s*///)?|(?<=^|\n(?!\s*//)[^\n]*\n)[ \t]*//(?!/)) ?(?:Wh(?:at|o|oever|atever)|(?:Where|When)(?![^.<\n]*(?:,|\n\s*///?[^.<\n]*,))) """,
        RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
