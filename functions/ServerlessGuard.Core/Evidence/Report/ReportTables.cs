using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The report's tables: what plots show in figures, the controls, the facts.</summary>
internal static class ReportTables
{
    /// <summary>Who the platforms let do it, beside who the policy names; nothing where nobody read it.</summary>
    public static Markup Access(EvidencePack pack, IReadOnlyList<string> capabilities)
    {
        var found = pack.Facts.Kind(FactKinds.Access).ToDictionary(static f => f.Subject, StringComparer.Ordinal);
        var policy = pack.Newest(FactKinds.Policy);
        var rows = capabilities.Where(found.ContainsKey).Select(c => HtmlText.Of($"""
            <tr><th scope="row">{c.Replace('_', ' ')}</th><td>{Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("access." + c)), "nobody")}</td><td>{Sentences.List(Sentences.Split(found[c].Values.GetValueOrDefault("principals")), "nobody")}</td><td>{Sentences.List(Sentences.Split(found[c].Values.GetValueOrDefault("unexpected")), "nobody")}</td></tr>
            """)).ToList();
        return rows.Count == 0 ? Markup.None : HtmlText.Of($"""
            <h3>Who may, and who can</h3><div class="wide"><table><thead><tr><th scope="col">To</th><th scope="col">The policy names</th><th scope="col">The platform lets</th><th scope="col">Not named</th></tr></thead><tbody>{Markup.Join(rows)}</tbody></table></div><p></p>
            """);
    }

    public static Markup Tiers(EvidencePack pack)
    {
        var tiers = pack.Facts.Kind(FactKinds.Tier).Where(static t => t.Values.GetValueOrDefault("applications") != "0").ToList();
        var rows = tiers.Select(static t => HtmlText.Of($"""
            <tr><th scope="row">{t.Subject}</th><td>{(t.Values.GetValueOrDefault("enforce") == "enforce" ? "enforced" : "only observed")}</td><td>{t.Values.GetValueOrDefault("input.secrets")}</td><td>{t.Values.GetValueOrDefault("input.personal")}</td><td>{t.Values.GetValueOrDefault("input.injection")}</td><td>{t.Values.GetValueOrDefault("output.secrets")}</td><td>{t.Values.GetValueOrDefault("output.personal")}</td><td>{Kept(t.Values.GetValueOrDefault("retain.content_days"))}</td></tr>
            """));
        return tiers.Count == 0 ? Markup.None : HtmlText.Of($"""
            <h3>What the policy does with what is sensitive</h3><div class="wide"><table><thead><tr><th scope="col">Tier</th><th scope="col">Policy is</th><th scope="col">Secrets in</th><th scope="col">Personal data in</th><th scope="col">Injection</th><th scope="col">Secrets out</th><th scope="col">Personal data out</th><th scope="col">Content kept</th></tr></thead><tbody>{Markup.Join(rows)}</tbody></table></div><p></p>
            """);
    }

    public static Markup Days(IEnumerable<Fact> days)
    {
        var rows = days.OrderByDescending(static d => d.Subject, StringComparer.Ordinal).Select(static d => HtmlText.Of(
            $"""<tr><th scope="row">{d.Subject}</th>{Markup.Join(DayPlot.Verdicts.Select(v => HtmlText.Of($"<td>{DayPlot.Number(d, v)}</td>")))}</tr>"""));
        return HtmlText.Of($"""<details><summary>The same in figures</summary><table><thead><tr><th scope="col">Day</th>{Markup.Join(DayPlot.Verdicts.Select(static v => HtmlText.Of($"""<th scope="col">{v}</th>""")))}</tr></thead><tbody>{Markup.Join(rows)}</tbody></table></details>""");
    }

    public static Markup Points(IReadOnlyList<PlotPoint> points)
    {
        var timed = points.Any(static p => p.Seconds is not null);
        var rows = points.OrderByDescending(static p => p.Time).Select(p => HtmlText.Of(
            $"""<tr><td>{Sentences.Date(p.Time)}</td><td>{p.Lane}</td><td>{p.Outcome}</td>{(timed ? HtmlText.Of($"<td>{(p.Seconds is { } s ? TimesPlot.Show(s) : "")}</td>") : Markup.None)}</tr>"""));
        return HtmlText.Of($"""<details><summary>The same in figures</summary><table><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Outcome</th>{(timed ? HtmlText.Of($"""<th scope="col">Restored after</th>""") : Markup.None)}</tr></thead><tbody>{Markup.Join(rows)}</tbody></table></details>""");
    }

    public static Markup Controls(EvidencePack pack)
    {
        var rows = pack.Results.OrderBy(static r => r.Control.Practice, StringComparer.Ordinal).Select(Control);
        return HtmlText.Of($"""
            <section id="controls" class="page"><h2>Controls</h2><p class="soft">A control holds when every fact that decides it is there, young enough and as it must be. It is unknown when one is missing or too old. Nobody sets a status by hand.</p>
            <div class="wide"><table><thead><tr><th scope="col">Status</th><th scope="col">Control</th><th scope="col">Decided by</th></tr></thead><tbody>{Markup.Join(rows)}</tbody></table></div></section>

            """);
    }

    public static Markup Facts(EvidencePack pack)
    {
        var rows = pack.Facts.Facts.DistinctBy(static f => f.Id).Select(Fact);
        return HtmlText.Of($"""
            <section id="facts" class="page"><h2>Facts</h2><p class="soft">Entries come from the audit log: each lies beside this page with the proof that it is in the log, and the page says of it only what it says. The rest is the state of the guard when the pack was made.</p>
            <div class="wide"><table><thead><tr><th scope="col">Fact</th><th scope="col">When</th><th scope="col">What it says</th></tr></thead><tbody>{Markup.Join(rows)}</tbody></table></div></section>

            """);
    }

    private static Markup Control(ControlResult result)
    {
        var ids = result.Control.Frameworks.GroupBy(static f => f.FrameworkName).Select(static g => HtmlText.Of($"<div>{g.Key}: {string.Join(", ", g.Select(static f => f.Id))}</div>"));
        var decided = result.Requirements.Select(static r => HtmlText.Of(
            $"""<li>{Sentences.Pill(r.Status)} <code>{r.Requirement.Fact}</code> {r.Reason} {Markup.Join(r.Facts.DistinctBy(static f => f.Id).Take(6).Select(static f => HtmlText.Of($"{Sentences.Reference(f)} ")))}</li>"""));
        return HtmlText.Of($"""
            <tr id="control-{result.Control.Id}"><td>{Sentences.Pill(result.Status)}</td><td><b>{result.Control.Statement}</b><div class="ids">{result.Control.Id} · {result.Control.Practice}</div><div class="ids">{Markup.Join(ids)}</div></td><td><ul class="plain">{Markup.Join(decided)}</ul></td></tr>
            """);
    }

    private static Markup Fact(Fact fact)
    {
        var values = fact.Values.Where(static v => v.Value.Length > 0).OrderBy(static v => v.Key, StringComparer.Ordinal).Select(static v => HtmlText.Of($"<span><i>{v.Key}</i> {v.Value}</span>"));
        var proof = fact.Entry is { } entry
            ? HtmlText.Of($"""<div class="ids"><a href="{PackNames.Entry(entry)}">entry</a> · <a href="{PackNames.Proof(entry)}">proof</a></div>""") : Markup.None;
        return HtmlText.Of($"""
            <tr id="{fact.Id}"><td><code>{fact.Kind}</code>{(fact.Subject.Length > 0 ? HtmlText.Of($"<div>{fact.Subject}</div>") : Markup.None)}{proof}</td><td class="when">{Sentences.Date(fact.Time)}</td><td><div class="values">{Markup.Join(values)}</div></td></tr>
            """);
    }

    private static string Kept(string? days) =>
        PolicyUnits.TryDuration(days + "d", out var time) ? PolicyUnits.Show(time) is [.. var years, 'y'] ? $"{years} {(years == "1" ? "year" : "years")}" : $"{days} days" : "unknown";
}
