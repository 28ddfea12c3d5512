namespace ServerlessGuard.Detection.Tests;

/// <summary>The proofs of the rules prove something: they differ, and a rule without its check would fail them.</summary>
public sealed class RuleProofTests
{
    public static TheoryData<string> Checked =>
        [.. RuleCatalogue.All.Where(static rule => rule.Check is not null).Select(static rule => rule.Id)];

    public static TheoryData<string> Labelled =>
        [.. RuleCatalogue.All.Where(static rule => rule.LabelCheck is not null).Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Checked))]
    public void Rule_WithoutItsCheck_FailsItsNegatives(string id) => FindsANegative(Find(id) with { Check = null });

    [Theory]
    [MemberData(nameof(Labelled))]
    public void Rule_WithoutItsLabelCheck_FailsItsNegatives(string id) => FindsANegative(Find(id) with { LabelCheck = null });

    [Fact]
    public void Proofs_Differ_InAllRules()
    {
        var proofs = RuleCatalogue.All.SelectMany(static rule => rule.Positives.Concat(rule.Negatives).Select(proof => (rule.Id, proof)));
        proofs.GroupBy(static pair => pair.proof).Where(static group => group.Select(static pair => pair.Id).Distinct().Count() > 1)
            .Select(static group => string.Join(", ", group.Select(static pair => pair.Id))).ShouldBeEmpty();
    }

    [Fact]
    public void Positives_OfARule_ShowDifferentValues()
    {
        var repeated = RuleCatalogue.All.Where(static rule => rule.Positives.Count != rule.Positives.Select(Value).Distinct().Count());
        repeated.Select(static rule => rule.Id).ShouldBeEmpty();
    }

    [Fact]
    public void EveryRule_HasANearMiss()
    {
        // A negative that shares its beginning, its words or its digits with a positive: five units in a row, or an anchor or context word.
        var without = RuleCatalogue.All.Where(static rule => !rule.Negatives.Any(negative => IsNear(rule, negative)));
        without.Select(static rule => rule.Id).ShouldBeEmpty();
    }

    private static bool IsNear(Rule rule, string negative)
    {
        var literals = rule.Anchor switch
        {
            Anchor.Prefix prefix => prefix.Literals,
            Anchor.Inner inner => inner.Literals,
            _ => rule.Context,
        };
        return literals.Any(literal => negative.Contains(literal, StringComparison.OrdinalIgnoreCase))
            || rule.Positives.Any(positive => SharesRun(RuleProof.Unmark(positive)!.Value.Text, negative, 5));
    }

    private static bool SharesRun(string text, string other, int length)
    {
        for (var i = 0; i + length <= text.Length; i++)
        {
            if (other.AsSpan().IndexOf(text.AsSpan(i, length)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void FindsANegative(Rule mutated)
    {
        var scanner = new Scanner([mutated]);
        mutated.Negatives.ShouldContain(negative => scanner.Scan(negative, Scanner.DefaultThreshold).Count > 0, mutated.Id);
    }

    private static string Value(string positive) => RuleProof.Unmark(positive) is var (text, start, end) ? text[start..end] : positive;

    private static Rule Find(string id) => RuleCatalogue.All.Single(rule => rule.Id == id);
}
