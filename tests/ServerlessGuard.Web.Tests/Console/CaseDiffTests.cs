using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Cases;

namespace ServerlessGuard.Web.Tests.Console;

public sealed partial class CaseDiffTests
{
    private static readonly string[] Vocabulary = ["a", "b", "the", "key", " ", ",", "\n", "<b>", "&"];

    private static readonly Gen<string> Words = Gen.Int[0, 8].Select(static i => Vocabulary[i]).Array[0, 30]
        .Select(static words => string.Concat(words));

    [Fact]
    public void BothTexts_AreInTheDifference() => Gen.Select(Words, Words).Sample(static (before, after) =>
    {
        if (before == after)
        {
            return;
        }

        var html = CaseDiff.Draw(Content(before), Content(after)).ToString();
        var diff = html[(html.IndexOf("<div class=\"diff\">", StringComparison.Ordinal)
            + "<div class=\"diff\">".Length)..html.LastIndexOf("</div>", StringComparison.Ordinal)];
        Text(Inserted().Replace(diff, "")).ShouldBe(before);
        Text(Deleted().Replace(diff, "")).ShouldBe(after);
    });

    [Fact]
    public void ATextTooLongToCompare_IsNotCompared() =>
        CaseDiff.Draw(Content(new string('a', 150_000)), Content(new string('b', 150_000))).ToString().ShouldContain("Too long");

    private static CaseContent Content(string text) => new() { Protocol = "text", Texts = [new CaseText("text0", "output", text, [])] };

    private static string Text(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("<ins>.*?</ins>", RegexOptions.Singleline)]
    private static partial Regex Inserted();

    [GeneratedRegex("<del>.*?</del>", RegexOptions.Singleline)]
    private static partial Regex Deleted();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
