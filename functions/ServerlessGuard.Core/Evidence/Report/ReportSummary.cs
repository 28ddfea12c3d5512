using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>
/// The first page: the three questions, each answered in a breath for somebody who reads nothing else. With the header it stays under 120
/// words, whatever the facts are.
/// </summary>
internal static class ReportSummary
{
    private const int MostNamed = 2;

    public static Html Write(EvidencePack pack) => $"""
        <section id="summary"><h2>In short</h2>
        {Answer(pack, ControlQuestion.Change, "Who can change the model?", Access(pack, "change_model", "deploy", "run_fine_tuning"))}
        {Answer(pack, ControlQuestion.Access, "Who can access its sensitive inputs and outputs?", Access(pack, "read_content", "read_training_data"))}
        {Answer(pack, ControlQuestion.Misbehave, "What happens when it misbehaves?", Drill(pack))}
        </section>
        """;

    private static Html Answer(EvidencePack pack, ControlQuestion question, string title, string answer)
    {
        var results = pack.Results.Where(r => r.Control.Question == question).ToList();
        return $"<p><b>{title}</b> {answer} {results.Count(static r => r.Status == ControlStatus.Holds)} of {results.Count} controls hold.</p>";
    }

    private static string Access(EvidencePack pack, params string[] capabilities)
    {
        var facts = pack.Facts.Kind(FactKinds.Access).Where(f => capabilities.Contains(f.Subject)).ToList();
        if (facts.Count == 0)
        {
            var policy = pack.Newest(FactKinds.Policy);
            return $"The policy allows {Named(capabilities.SelectMany(c => Sentences.Split(policy?.Values.GetValueOrDefault("access." + c))))}; "
                + "the platform's grants are unknown.";
        }

        var unexpected = facts.SelectMany(static f => Sentences.Split(f.Values.GetValueOrDefault("unexpected"))).Distinct().Count();
        return $"The platform lets {Named(facts.SelectMany(static f => Sentences.Split(f.Values.GetValueOrDefault("principals"))))}; "
            + (unexpected == 0
                ? "the policy names all."
                : string.Create(CultureInfo.InvariantCulture, $"the policy does not name {unexpected} of these."));
    }

    private static string Drill(EvidencePack pack)
    {
        var blocks = "The guard holds or blocks the answer.";
        return pack.Facts.Kind(AuditKinds.DrillEnded)
            .Where(static f => f.Values.GetValueOrDefault("drill") == "rollback")
            .OrderBy(static f => f.Time)
            .LastOrDefault() is { } drill
                ? $"{blocks} Its last rollback drill {(drill.Values.GetValueOrDefault("outcome") is "passed" ? "passed" : "did not pass")} "
                    + drill.Time.UtcDateTime.ToString("'on' d MMMM.", CultureInfo.InvariantCulture)
                : $"{blocks} No rollback drill is on record.";
    }

    private static string Named(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return all.Count switch
        {
            0 => "nobody",
            <= MostNamed => Sentences.List(all, ""),
            _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(MostNamed))} and {all.Count - MostNamed} more"),
        };
    }
}
