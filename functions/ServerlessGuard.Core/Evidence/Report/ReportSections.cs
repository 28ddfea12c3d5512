using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Markup.Plots;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The three questions, each with an answer in plain words, its plots and tables, and the controls that support it.</summary>
internal static class ReportSections
{
    private const int ShownDays = 30;
    private const double PlotWidth = 800;

    /// <summary>From the mildest to the strictest; in a bar, from below.</summary>
    private static readonly (string Verdict, PlotTone Tone)[] Verdicts =
        [("allow", PlotTone.Good), ("redact", PlotTone.Changed), ("hold", PlotTone.Waiting), ("block", PlotTone.Bad)];

    private static readonly PlotTone[] Tones = [PlotTone.Changed, PlotTone.Waiting, PlotTone.Good];

    public static Html Write(EvidencePack pack) => $"""
        {Section(pack, ControlQuestion.Change, "Who can change the model?", Change(pack))}
        {Section(pack, ControlQuestion.Access, "Who can access its sensitive inputs and outputs?", Access(pack))}
        {Section(pack, ControlQuestion.Misbehave, "What happens when it misbehaves?", Misbehave(pack))}
        """;

    private static Html Section(EvidencePack pack, ControlQuestion question, string title, Html answer)
    {
        var results = pack.Results.Where(r => r.Control.Question == question).ToList();
        var counts = new[] { ControlStatus.Holds, ControlStatus.Fails, ControlStatus.Unknown }
            .Select(s => (Status: s, Count: results.Count(r => r.Status == s))).Where(static s => s.Count > 0)
            .Select(static s => (Html)$"""<span class="pill {Class(s.Status)}">{s.Count} {Sentences.Word(s.Status, s.Count)}</span> """);
        var controls = results.Select(
            static r =>
                (Html)$"""<li><span>{Sentences.Pill(r.Status)}</span><span>{r.Control.Statement} <a class="ref" href="#control-{r.Control.Id}">why</a></span></li>""");
        return $"""
            <section id="{WireName.Of(question)}"><div class="head"><h2>{title}</h2><span>{counts}</span></div>
            {answer}
            <h3>Controls</h3><ul class="controls">{controls}</ul></section>
            """;
    }

    private static Html Change(EvidencePack pack)
    {
        var policy = pack.Newest(FactKinds.Policy);
        return $"""
            <p class="lead">The policy allows {Named(policy, "change_model")} to change the model, {Named(policy, "deploy")} to deploy it and {Named(policy, "run_fine_tuning")} to fine-tune it. It allows {Named(policy, "disable_guard")} to disable the guard and {Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("attesters")), "nobody")} to attest revisions.</p>
            <p>{Review(pack.Newest(AuditKinds.AccessReviewed))} {Sweep(pack.Newest(AuditKinds.DeploymentsChecked))}</p>
            {ReportTables.Access(pack, ["change_model", "deploy", "run_fine_tuning", "disable_guard"])}
            """;
    }

    private static Html Review(Fact? review) => review is null
        ? (Html)$"No access review is on record, so the grants on the platform are unknown."
        : $"On {Sentences.Date(review.Time)} the guard read the grants from the platform ({Sentences.Reference(review)}): {Shown(review, "principals")} principals hold {Shown(review, "grants")} grants; {Shown(review, "unexpected")} are not in the policy, {Shown(review, "broad")} are broad, {(review.Values.GetValueOrDefault("usage") == "known" ? Shown(review, "stale") + " are unused" : "and their use is unknown")}.";

    private static Html Sweep(Fact? sweep) => sweep is null
        ? (Html)$"The guard has not compared the deployments with the policy yet."
        : $"On {Sentences.Date(sweep.Time)} the guard compared the deployments with the policy ({Sentences.Reference(sweep)}): it found {Shown(sweep, "deployments")}; {Shown(sweep, "unattested")} serve without attestation and {Shown(sweep, "shadows")} are unregistered.";

    private static Html Access(EvidencePack pack)
    {
        var policy = pack.Newest(FactKinds.Policy);
        var keys = pack.Facts.Kind(FactKinds.Credential).OrderBy(static f => f.Subject, StringComparer.Ordinal).ToList();
        var rotations = pack.Facts.Kind(AuditKinds.RotationVerified)
            .Select(static f => new PlotEvent(
                f.Values.GetValueOrDefault("credential", "?"), f.Time, PlotMark.Success, "old key verified as revoked")).ToList();
        return $"""
            <p class="lead">The policy allows {Named(policy, "read_content")} to read inputs and outputs, {Named(policy, "read_training_data")} to read training data, {Named(policy, "read_weights")} to read weights and {Named(policy, "read_secrets")} to read keys. The audit log has an entry for every read of content.</p>
            {ReportTables.Access(pack, ["read_content", "read_training_data", "read_weights", "read_secrets"])}
            {ReportTables.Tiers(pack)}
            <p>The guard rotates {Sentences.Count(keys.Count, "key", "keys")}; {Sentences.Count(keys.Count(static k => k.Values.GetValueOrDefault("overdue") == "yes"), "is", "are")} overdue. {KeyFree([.. keys.Where(static k => k.Values.ContainsKey("key_free"))])}</p>
            {Events("rotations", "Key rotations, each with the old key verified as revoked", "Credential", rotations, pack.Created)}
            """;
    }

    private static Html KeyFree(IReadOnlyList<Fact> keys) => Html.When(
        keys.Count > 0,
        () =>
            $"The platform can disable {Sentences.List([.. keys.Select(static k => k.Subject)], "")} altogether ({Sentences.List([.. keys.Select(static k => k.Values["key_free"]).Distinct()], "")}), which is safer than rotation.");

    private static Html Misbehave(EvidencePack pack)
    {
        var days = Enumerable.Range(0, ShownDays)
            .Select(i => DateOnly.FromDateTime(pack.Created.UtcDateTime).AddDays(i - ShownDays + 1))
            .ToList();
        var counts = pack.Facts.Kind(FactKinds.LogDay)
            .DistinctBy(static d => d.Subject)
            .ToDictionary(static d => d.Subject, StringComparer.Ordinal);
        var series = Verdicts.Select(v => new PlotSeries(v.Verdict, v.Tone, [.. days.Select(
            d => counts.TryGetValue(d.ToString("O", CultureInfo.InvariantCulture), out var day) ? Number(day, v.Verdict) : 0)])).ToList();
        var (allowed, redacted, held, blocked) = (Sum(series[0]), Sum(series[1]), Sum(series[2]), Sum(series[3]));
        var total = allowed + redacted + held + blocked;
        var drills = pack.Facts.Kind(AuditKinds.DrillEnded).OrderBy(static f => f.Time).ToList();
        return $"""
            <p class="lead">{(total == 0 ? (Html)$"No interaction ended in the last {ShownDays} days." : $"Of {Sentences.Count(total, "interaction", "interactions")} in the last {ShownDays} days, the guard allowed {allowed} unchanged, redacted {redacted}, held {held} for human review and blocked {blocked}.")} {NewestDrills(drills)}</p>
            {Html.When(total > 0, () => new Plot { Id = "verdicts", Title = "Verdicts by day", IsInSection = true, Width = PlotWidth, Form = PlotForm.StackedBars, Columns = [.. days.Select(static d => d.ToString("d MMM", CultureInfo.InvariantCulture))], Series = series }.Draw())}
            {Events("drills", "Rollback, revocation and incident drills by outcome", "Drill", [.. drills.Select(Drill)], pack.Created)}
            {Restored([.. drills.Where(static d => Outcome(d) == "passed" && Seconds(d) is not null)])}
            """;
    }

    private static Html NewestDrills(List<Fact> drills) => drills.Count == 0
        ? (Html)$"No drill is on record."
        : $"{drills.GroupBy(Kind, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => NewestDrill(g.Last()))}";

    private static Html NewestDrill(Fact drill) =>
        $"The last {Kind(drill)} drill {(Outcome(drill) == "stopped" ? "was stopped" : Outcome(drill))} on {Sentences.Date(drill.Time)}{(Seconds(drill) is { } seconds ? $" and restored service after {Length(seconds)}" : "")} ({Sentences.Reference(drill)}). ";

    private static PlotEvent Drill(Fact drill) => new(
        Kind(drill),
        drill.Time,
        Outcome(drill) switch { "passed" => PlotMark.Success, "stopped" or "observed" => PlotMark.Neither, _ => PlotMark.Failure },
        Outcome(drill));

    /// <summary>One column a drill, one line for each kind.</summary>
    private static Html Restored(IReadOnlyList<Fact> drills) => Html.When(drills.Count > 0, () => new Plot
    {
        Id = "times",
        Title = "Seconds to restore service, in drills that passed",
        IsInSection = true,
        Width = PlotWidth,
        Form = PlotForm.Lines,
        Unit = "s",
        Columns = [.. drills.Select(static d => d.Time.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture))],
        Series = [.. drills.Select(Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((kind, i) => new PlotSeries(
                kind, Tones[i % Tones.Length], [.. drills.Select(d => Kind(d) == kind ? Seconds(d)!.Value : double.NaN)]))],
    }.Draw());

    private static Html Events(string id, string title, string lane, List<PlotEvent> events, DateTimeOffset made) => events.Count == 0
        ? $"<p>{title}: none on record.</p>"
        : new TimelinePlot { Id = id, Title = title, IsInSection = true, Width = PlotWidth, LaneName = lane, Events = events, Until = made }
            .Draw();

    private static string Kind(Fact drill) => drill.Values.GetValueOrDefault("drill", "?");

    private static string Outcome(Fact drill) => drill.Values.GetValueOrDefault("outcome", "failed");

    private static double? Seconds(Fact drill) =>
        double.TryParse(
            drill.Values.GetValueOrDefault("seconds_to_restore"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var seconds) ? seconds : null;

    private static string Length(double seconds) =>
        seconds >= 120
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");

    private static double Number(Fact day, string verdict) =>
        long.TryParse(day.Values.GetValueOrDefault(verdict, "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static long Sum(PlotSeries series) => (long)series.Values.Sum();

    private static string Shown(Fact fact, string value) => fact.Values.GetValueOrDefault(value, "?");

    private static string Named(Fact? policy, string capability) =>
        Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("access." + capability)), "nobody");

    private static string Class(ControlStatus status) => status switch
    {
        ControlStatus.Holds => "good",
        ControlStatus.Fails => "bad",
        _ => "open",
    };
}
