namespace ServerlessGuard.Detection.Tests.Rules;

/// <summary>A number that its label names stays a finding where its check digit fails, and only there.</summary>
public sealed class LabelledNumberTests
{
    public static TheoryData<string> Labelled =>
        [.. RuleCatalogue.All.Where(static rule => rule.Labels.Count > 0).Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Labelled))]
    public void Rule_KeepsAMistypedValue_BehindEachLabel(string id)
    {
        var rule = Find(id);
        rule.Labels.ShouldBeSubsetOf(rule.Context);
        var scanner = new Scanner([rule]);
        var wrong = Mistyped(rule);
        foreach (var label in rule.Labels)
        {
            foreach (var text in (string[])[$"{label}: {wrong}", $"{label} number is {wrong}.", $"\"{label}\":\"{wrong}\""])
            {
                scanner.Scan(text).ShouldContain(
                    found => text.Substring(found.Start, found.Length) == wrong && found.Confidence == Scanner.LabelledConfidence, text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Labelled))]
    public void Rule_LeavesAMistypedValue_WithoutItsLabel(string id)
    {
        var rule = Find(id);
        var scanner = new Scanner([rule]);
        var wrong = Mistyped(rule);
        foreach (var text in (string[])[$"row {wrong}", $"{rule.Labels[0]} register, {wrong}", $"{wrong} is no {rule.Labels[0]}"])
        {
            scanner.Scan(text).ShouldNotContain(found => text.Substring(found.Start, found.Length) == wrong, text);
        }
    }

    [Theory]
    [InlineData("SSN: 000-00-0000")]
    [InlineData("NPI 1111111111")]
    [InlineData("IBAN: to follow")]
    [InlineData("BSN of the person at desk 123456788")]
    public void LeavesStandIns_AndOtherNumbers(string text) =>
        Scanner.Default.Scan(text).ShouldNotContain(
            static found => found.Confidence == Scanner.LabelledConfidence && found.Rule.Labels.Count > 0);

    /// <summary>A value of the rule with another character that its check refuses and its pattern takes.</summary>
    private static string Mistyped(Rule rule)
    {
        var pattern = new Scanner([rule with { Check = null, Confidence = 0.9, DigitsConfidence = null }]);
        foreach (var positive in rule.Positives)
        {
            var (text, start, end) = RuleProof.Unmark(positive)!.Value;
            for (var at = end - 1; at >= start; at--)
            {
                foreach (var unit in char.IsAsciiDigit(text[at]) ? "1234567890" : char.IsAsciiLetterUpper(text[at]) ? "ABDEHJKM" : "")
                {
                    var wrong = text[start..at] + unit + text[(at + 1)..end];
                    if (!rule.Check!(wrong) && pattern.Scan("x: " + wrong).Any(found => found.Start == 3 && found.Length == wrong.Length))
                    {
                        return wrong;
                    }
                }
            }
        }

        throw new InvalidOperationException($"{rule.Id} takes every value.");
    }

    private static Rule Find(string id) => RuleCatalogue.All.Single(rule => rule.Id == id);
}
