using ServerlessGuard.Testing;

namespace ServerlessGuard.Detection.Tests;

/// <summary>docs/detection.md names every rule for personal data with its source, and no kind that no rule has.</summary>
public sealed class DetectionDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "detection.md"));

    public static TheoryData<string> PersonalRules =>
        [.. RuleCatalogue.All.Where(static rule => rule.Category == FindingCategory.Personal).Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(PersonalRules))]
    public void Names_EveryPersonalRule(string id) =>
        Text.ShouldContain($"| {id} | `{RuleCatalogue.All.Single(rule => rule.Id == id).Kind}` | ");

    [Fact]
    public void Names_NoKind_ThatNoRuleHas()
    {
        var kinds = RuleCatalogue.All.Select(static rule => rule.Kind).ToHashSet(StringComparer.Ordinal);
        var cells = Text.Split('\n')
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(static line => line.Split('`').Where(static (_, index) => index % 2 == 1));
        cells.Where(cell => !kinds.Contains(cell)).ShouldBeEmpty();
    }
}
