using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The three questions, each with an answer in plain words, the controls that stand behind it, and what there is to see.</summary>
internal static class ReportAnswers
{
    private const int ShownDays = 30;

    public static Markup Write(EvidencePack pack) => Markup.Join(
    [
        Section(pack, ControlQuestion.Change, "Who can change the model?", Change(pack)),
        Section(pack, ControlQuestion.Access, "Who can access its sensitive inputs and outputs?", Access(pack)),
        Section(pack, ControlQuestion.Misbehave, "What happens when it misbehaves?", Misbehave(pack)),
    ]);

    private static Markup Section(EvidencePack pack, ControlQuestion question, string title, Markup answer)
    {
        var results = pack.Results.Where(r => r.Control.Question == question).ToList();
        var all = new[] { ControlStatus.Holds, ControlStatus.Fails, ControlStatus.Unknown }
            .Select(s => (Status: s, Count: results.Count(r => r.Status == s))).Where(static s => s.Count > 0)
            .Select(static s => HtmlText.Of($"""<span class="pill {Class(s.Status)}">{s.Count} {Sentences.Word(s.Status, s.Count)}</span> """));
        var said = results.Select(static r => HtmlText.Of($"""<li><span>{Sentences.Pill(r.Status)}</span><span>{r.Control.Statement} <a class="ref" href="#control-{r.Control.Id}">why</a></span></li>"""));
        return HtmlText.Of($"""
            <section id="{PolicyWord(question)}"><div class="head"><h2>{title}</h2><span>{Markup.Join(all)}</span></div>
            {answer}
            <h3>What stands behind this</h3><ul class="said">{Markup.Join(said)}</ul></section>

            """);
    }

    private static Markup Change(EvidencePack pack)
    {
        var policy = pack.Newest(FactKinds.Policy);
        var review = pack.Newest(AuditKinds.AccessReviewed);
        var sweep = pack.Newest(AuditKinds.DeploymentsSwept);
        return HtmlText.Of($"""
            <p class="lead">By policy, the model may be changed by {Named(policy, "change_model")}, deployed by {Named(policy, "deploy")} and fine-tuned by {Named(policy, "run_fine_tuning")}; the guard may be switched off by {Named(policy, "disable_guard")}.</p>
            <p>{(review is null ? HtmlText.Of($"Who really can has not been read from the platform: no access review is on record.") : HtmlText.Of($"Who really can was last read from the platform on {Sentences.Date(review.Time)} ({Sentences.Reference(review)}): {Shown(review, "grants")} grants, held by {Shown(review, "principals")}; {Shown(review, "unexpected")} are not named by the policy, {Shown(review, "broad")} are broad, {(review.Values.GetValueOrDefault("usage") == "known" ? Shown(review, "stale") + " are unused" : "whether they are used is not known")}."))}
            {(sweep is null ? HtmlText.Of($"Deployments have not been compared with the policy yet.") : HtmlText.Of($"Deployments were last compared with the policy on {Sentences.Date(sweep.Time)} ({Sentences.Reference(sweep)}): {Shown(sweep, "deployments")} seen, {Shown(sweep, "unattested")} serving without attestation, {Shown(sweep, "shadows")} unregistered."))}
            Revisions may be attested by {Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("attesters")), "nobody yet")}.</p>
            {ReportTables.Access(pack, ["change_model", "deploy", "run_fine_tuning", "disable_guard"])}
            """);
    }

    private static Markup Access(EvidencePack pack)
    {
        var policy = pack.Newest(FactKinds.Policy);
        var keys = pack.Facts.Kind(FactKinds.Credential).OrderBy(static f => f.Subject, StringComparer.Ordinal).ToList();
        var free = keys.Where(static k => k.Values.ContainsKey("key_free")).ToList();
        var rotations = pack.Facts.Kind(AuditKinds.RotationProved)
            .Select(static f => new PlotPoint(f.Values.GetValueOrDefault("credential", "?"), f.Time, PlotMark.Good, "the old key is dead")).ToList();
        return HtmlText.Of($"""
            <p class="lead">By policy, inputs and outputs may be read by {Named(policy, "read_content")}, training data by {Named(policy, "read_training_data")}, weights by {Named(policy, "read_weights")} and keys by {Named(policy, "read_secrets")}. Every reading of content is an entry of the audit log.</p>
            {ReportTables.Access(pack, ["read_content", "read_training_data", "read_weights", "read_secrets"])}
            {ReportTables.Tiers(pack)}
            <p>{Sentences.Count(keys.Count, "key is", "keys are")} rotated; {Sentences.Count(keys.Count(static k => k.Values.GetValueOrDefault("overdue") == "yes"), "is", "are")} overdue.{(free.Count == 0 ? Markup.None : HtmlText.Of($" Better than rotating them: {Sentences.List([.. free.Select(static k => k.Subject)], "")} could be turned off altogether ({Sentences.List([.. free.Select(static k => k.Values["key_free"]).Distinct()], "")})."))}</p>
            {Figure("rotations", "Keys replaced, each old one proved dead", rotations, pack.Made)}
            """);
    }

    private static Markup Misbehave(EvidencePack pack)
    {
        var since = pack.Made.AddDays(-ShownDays).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = pack.Facts.Kind(FactKinds.LogDay).Where(d => string.CompareOrdinal(d.Subject, since) > 0).ToList();
        long Sum(string verdict) => days.Sum(d => DayPlot.Number(d, verdict));
        var total = DayPlot.Verdicts.Sum(Sum);
        var drills = pack.Facts.Kind(AuditKinds.DrillEnded).Select(Drill).ToList();
        var timed = drills.Where(static d => d is { Mark: PlotMark.Good, Seconds: not null }).ToList();
        return HtmlText.Of($"""
            <p class="lead">{(total == 0 ? HtmlText.Of($"No interaction ended in the last {ShownDays} days.") : HtmlText.Of($"Of {Sentences.Count(total, "interaction", "interactions")} in the last {ShownDays} days, {Sentences.Count(Sum("block"), "was", "were")} refused, {Sentences.Count(Sum("hold"), "was", "were")} held for a person, and {Sentences.Count(Sum("redact"), "was", "were")} released with sensitive parts replaced; {Sentences.Count(Sum("allow"), "was", "were")} clean."))}
            {Drills(pack, drills)}</p>
            {(total == 0 ? Markup.None : HtmlText.Of($"""<figure><figcaption>Verdicts by day</figcaption>{DayPlot.Draw("verdicts", days, pack.Made, ShownDays)}{Key()}{ReportTables.Days(days)}</figure>"""))}
            {Figure("drills", "Drills: rollback, revocation and incident response, tried for real", drills, pack.Made)}
            {(timed.Count == 0 ? Markup.None : HtmlText.Of($"""<figure><figcaption>Seconds until all was restored, in drills that passed</figcaption>{TimesPlot.Draw("times", "Seconds until all was restored", timed, pack.Made)}</figure>"""))}
            """);
    }

    private static Markup Drills(EvidencePack pack, List<PlotPoint> drills)
    {
        if (drills.Count == 0)
        {
            return HtmlText.Of($"What the guard would do has not been drilled yet.");
        }

        var newest = pack.Facts.Kind(AuditKinds.DrillEnded).GroupBy(static f => f.Values.GetValueOrDefault("drill", ""), StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(static g => g.OrderBy(static f => f.Time).Last())
            .Select(static f => HtmlText.Of($" The last {f.Values.GetValueOrDefault("drill", "")} drill {(f.Values.GetValueOrDefault("outcome") is "stopped" ? "was stopped" : f.Values.GetValueOrDefault("outcome", "ended"))} on {Sentences.Date(f.Time)}{(Drill(f).Seconds is { } seconds ? $": restored after {TimesPlot.Show(seconds)}" : "")} ({Sentences.Reference(f)})."));
        return Markup.Join(newest);
    }

    private static PlotPoint Drill(Fact drill)
    {
        var result = drill.Values.GetValueOrDefault("outcome", "failed");
        var mark = result switch { "passed" => PlotMark.Good, "stopped" or "observed" => PlotMark.Neither, _ => PlotMark.Bad };
        double? seconds = double.TryParse(drill.Values.GetValueOrDefault("seconds_to_restore"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return new PlotPoint(drill.Values.GetValueOrDefault("drill", "?"), drill.Time, mark, result, seconds);
    }

    private static Markup Figure(string id, string caption, List<PlotPoint> points, DateTimeOffset made) => points.Count == 0
        ? HtmlText.Of($"""<figure><figcaption>{caption}: none on record.</figcaption></figure>""")
        : HtmlText.Of($"""<figure><figcaption>{caption}</figcaption>{LanePlot.Draw(id, caption, points, made)}{ReportTables.Points(points)}</figure>""");

    private static Markup Key() => HtmlText.Of($"""<ul class="key">{Markup.Join(DayPlot.Verdicts.Select(static v => HtmlText.Of($"""<li><svg viewBox="0 0 11 11" aria-hidden="true"><rect class="v-{v}" width="11" height="11" rx="2"/></svg>{v}</li>""")))}</ul>""");

    private static string Shown(Fact fact, string value) => fact.Values.GetValueOrDefault(value, "?");

    private static string Named(Fact? policy, string capability) => Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("access." + capability)), "nobody");

    private static string Class(ControlStatus status) => status switch
    {
        ControlStatus.Holds => "good",
        ControlStatus.Fails => "bad",
        _ => "open",
    };

    private static string PolicyWord(ControlQuestion question) => question.ToString().ToLowerInvariant();
}
