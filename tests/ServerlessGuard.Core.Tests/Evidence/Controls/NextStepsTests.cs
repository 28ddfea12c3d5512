using System.Text;
using System.Text.RegularExpressions;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Evidence.Controls;

public sealed partial class NextStepsTests
{
    private static readonly Requirement[] Requirements = [.. Shipped.Controls.SelectMany(static c => c.DecidedBy)];

    /// <summary>An unknown that does not say what would make it known is no help.</summary>
    [Fact]
    public void EveryRequirementOfTheShippedControls_TellsTheWay()
    {
        foreach (var requirement in Requirements)
        {
            var step = NextSteps.Of(requirement).ShouldNotBeNull(requirement.Fact);
            var (page, heading) = step.Page.Split('#') is [var p, var h] ? (p, h) : (step.Page, null);
            var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
            if (heading is not null)
            {
                text.Split('\n').Where(static l => l.StartsWith('#'))
                    .Select(static l => l.TrimStart('#', ' ').ToLowerInvariant().Replace(' ', '-').Replace(",", "", StringComparison.Ordinal))
                    .ShouldContain(heading, step.Page);
            }
        }
    }

    [Fact]
    public async Task Steps_AreListedOnce_FailuresFirst()
    {
        var made = await new EvidenceHarness().WithAMonth().MakeAsync();
        var steps = NextSteps.All(made.Pack.Results);

        steps.ShouldBe(steps.DistinctBy(static s => s.Step));
        steps.SelectMany(static s => s.For).Select(static r => r.Control.Id).Distinct().Count().ShouldBe(
            made.Pack.Results.Count(static r => r.Status != ControlStatus.Holds));
        steps[0].For.ShouldContain(static r => r.Status == ControlStatus.Fails);
    }

    /// <summary>The first page: header and summary, with as many principals as there may be.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(60)]
    public async Task TheFirstPage_AnswersThreeQuestions_InUnder120Words(int principals)
    {
        var bed = new EvidenceHarness().WithAMonth();
        var names = string.Join(',', Enumerable.Range(0, principals).Select(static i => $"user:person{i}@example.com"));
        foreach (var capability in principals == 0 ? [] : (string[])["change_model", "deploy", "read_content"])
        {
            bed.States.Add(new Fact
            {
                Kind = FactKinds.Access,
                Subject = capability,
                Time = default,
                Values = new Dictionary<string, string> { ["principals"] = names, ["unexpected"] = names }
            });
        }

        var page = Encoding.UTF8.GetString((await bed.MakeAsync()).Files[PackNames.Report]);
        var first = page[page.IndexOf("<header>", StringComparison.Ordinal)..page.IndexOf("<section id=\"change\"", StringComparison.Ordinal)];
        var words = Tag().Replace(first, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        words.Length.ShouldBeInRange(60, 119, string.Join(' ', words));
        foreach (var question in (string[])["Who can change the model?", "Who can access its sensitive inputs and outputs?", "What happens when it misbehaves?"])
        {
            string.Join(' ', words).ShouldContain(question);
        }
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
