using System.Text;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests.Checklist;

/// <summary>docs/infra-checklist.md is the result of these rules over the recorded graph; a file that says something else fails.</summary>
public sealed class ChecklistTests
{
    public static TheoryData<string> Applying => [.. Rules.All.Where(r => r.DoesNotApply is null).Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Applying))]
    public async Task Rule_HoldsOnEveryResourceItIsAbout(string id)
    {
        var graph = await Graph.OfAsync();
        var rule = Rules.All.Single(r => r.Id == id);
        var resources = rule.On!(graph).ToList();

        resources.ShouldNotBeEmpty();
        resources.Where(r => !rule.Holds!(graph, r)).Select(r => r.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_IsWhatTheRulesFound()
    {
        var found = Render(await Graph.OfAsync());
        var actual = Path.Combine(AppContext.BaseDirectory, "infra-checklist.actual.md");
        await File.WriteAllTextAsync(actual, found, TestContext.Current.CancellationToken);

        var document = Path.Combine(AppContext.BaseDirectory, "docs", "infra-checklist.md");
        File.Exists(document).ShouldBeTrue($"docs/infra-checklist.md is missing; what it should hold is in {actual}");
        (await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n")
            .ShouldBe(found, $"docs/infra-checklist.md differs from what holds; see {actual}");
    }

    private static string Render(Graph graph)
    {
        var text = new StringBuilder();
        text.Append("# Infrastructure checklist\n\n");
        text.Append("Made from the test results over the recorded resource graph of the profile `full` in private mode (`ChecklistTests`), not by hand: a file "
            + "that differs fails the build.\n");
        text.Append("`CKV` rules are Checkov's, `Azure.` rules PSRule's, `SG-INFRA` ours.\n\n");
        text.Append("| rule | asks for | resources | result |\n|---|---|---|---|\n");
        foreach (var rule in Rules.All)
        {
            if (rule.DoesNotApply is { } why)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.What} | | does not apply: {why} |\n");
                continue;
            }

            var resources = rule.On!(graph).ToList();
            var broken = resources.Where(r => !rule.Holds!(graph, r)).Select(r => r.Name).Order(StringComparer.Ordinal).ToList();
            var result = broken.Count == 0 ? "holds" : "broken: " + string.Join(", ", broken);
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.What} | {Names(resources)} | {result} |\n");
        }

        return text.ToString();
    }

    private static string Names(List<RecordedResource> resources) =>
        resources.Count > 8
            ? $"{resources.Count} × {resources[0].Short.Split(':')[1]}"
            : string.Join(", ", resources.Select(r => r.Name).Order(StringComparer.Ordinal));
}
