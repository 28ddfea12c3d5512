using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Cases;

namespace ServerlessGuard.Web.Tests.Console;

public sealed partial class MarkedTextTests
{
    private static readonly Gen<(string Text, CaseFinding[] Findings)> Texts =
        from text in Gen.Char["ab<>&\"' \n\u202E\u200B"].Array[0, 40].Select(static chars => new string(chars))
        from spans in Gen.Select(Gen.Int[0, 45], Gen.Int[0, 45]).Array[0, 6]
        select (text, spans.Select(static span => new CaseFinding(
            Math.Min(span.Item1, span.Item2), Math.Max(span.Item1, span.Item2), "email", "SG-PII-001", 1)).ToArray());

    [Fact]
    public void EveryCharacter_IsThere_Once_WhereverFindingsLie() => Texts.Sample(static sample =>
    {
        var html = MarkedText.Draw(sample.Text, sample.Findings).ToString();
        var unseen = Unseen().Replace(html, static match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
        WebUtility.HtmlDecode(Tag().Replace(unseen, "")).ShouldBe(sample.Text);
    });

    [Fact]
    public void WhatARuleFound_IsMarked_AndNothingElse() => Texts.Sample(static sample =>
    {
        var html = MarkedText.Draw(sample.Text, sample.Findings).ToString();
        var marked = Mark().Matches(html)
            .Sum(static match => WebUtility.HtmlDecode(Tag().Replace(Unseen().Replace(match.Groups[1].Value, "x"), "")).Length);
        marked.ShouldBe(
            Enumerable.Range(0, sample.Text.Length).Count(i => sample.Findings.Any(finding => finding.Start <= i && i < finding.End)));
    });

    [GeneratedRegex("<span class=\"unseen\">U\\+([0-9A-F]+)</span>", RegexOptions.NonBacktracking)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("<mark [^>]*>(.*?)</mark>", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
