using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The report's tables: access, tiers, controls and facts.</summary>
internal static class ReportTables
{
    /// <summary>
    /// The principals that the policy and the platforms allow to use each capability; empty where no access review is on record.
    /// </summary>
    public static Html Access(EvidencePack pack, IReadOnlyList<string> capabilities)
    {
        var found = pack.Facts.Kind(FactKinds.Access).ToDictionary(static f => f.Subject, StringComparer.Ordinal);
        var policy = pack.Newest(FactKinds.Policy);
        var rows = capabilities.Where(found.ContainsKey).Select(c => (Html)$"""
            <tr><th scope="row">{c.Replace('_', ' ')}</th><td>{Sentences.List(Sentences.Split(policy?.Values.GetValueOrDefault("access." + c)), "nobody")}</td><td>{Sentences.List(Sentences.Split(found[c].Values.GetValueOrDefault("principals")), "nobody")}</td><td>{Sentences.List(Sentences.Split(found[c].Values.GetValueOrDefault("unexpected")), "nobody")}</td></tr>
            """).ToList();
        return rows.Count == 0 ? Html.Empty : (Html)$"""
            <h3>Access by policy and by platform</h3><div class="wide"><table><thead><tr><th scope="col">Capability</th><th scope="col">Allowed by the policy</th><th scope="col">Allowed by the platform</th><th scope="col">Not in the policy</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    public static Html Tiers(EvidencePack pack)
    {
        var tiers = pack.Facts.Kind(FactKinds.Tier).Where(static t => t.Values.GetValueOrDefault("applications") != "0").ToList();
        var rows = tiers.Select(static t => (Html)$"""
            <tr><th scope="row">{t.Subject}</th><td>{(t.Values.GetValueOrDefault("enforce") == "enforce" ? "enforce" : "audit (dry run)")}</td><td>{t.Values.GetValueOrDefault("input.secrets")}</td><td>{t.Values.GetValueOrDefault("input.personal")}</td><td>{t.Values.GetValueOrDefault("input.injection")}</td><td>{t.Values.GetValueOrDefault("output.secrets")}</td><td>{t.Values.GetValueOrDefault("output.personal")}</td><td>{Kept(t.Values.GetValueOrDefault("retain.content_days"))}</td></tr>
            """);
        return tiers.Count == 0 ? Html.Empty : (Html)$"""
            <h3>Policy by tier</h3><div class="wide"><table><thead><tr><th scope="col">Tier</th><th scope="col">Mode</th><th scope="col">Secrets in input</th><th scope="col">Personal data in input</th><th scope="col">Injection</th><th scope="col">Secrets in output</th><th scope="col">Personal data in output</th><th scope="col">Content retention</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    public static Html Controls(EvidencePack pack)
    {
        var rows = pack.Results.OrderBy(static r => r.Control.Practice, StringComparer.Ordinal).Select(Control);
        return $"""
            <section id="controls" class="page"><h2>Controls</h2><p class="soft">A control holds when every fact that decides it is present, recent enough and as required. It is unknown when a fact is missing or too old. Nobody sets a status by hand.</p>
            <div class="wide"><table><thead><tr><th scope="col">Status</th><th scope="col">Control</th><th scope="col">Decided by</th></tr></thead><tbody>{rows}</tbody></table></div></section>
            """;
    }

    public static Html Facts(EvidencePack pack)
    {
        var rows = pack.Facts.Facts.DistinctBy(static f => f.Id).Select(Fact);
        return $"""
            <section id="facts" class="page"><h2>Facts</h2><p class="soft">The pack holds each entry of the audit log with the proof that the log includes it, and this page shows only values from that entry. The other facts are the state of the guard when it wrote the pack.</p>
            <div class="wide"><table><thead><tr><th scope="col">Fact</th><th scope="col">Time</th><th scope="col">Values</th></tr></thead><tbody>{rows}</tbody></table></div></section>
            """;
    }

    private static Html Control(ControlResult result)
    {
        var ids = result.Control.Frameworks.GroupBy(static f => f.FrameworkName)
            .Select(static g => (Html)$"<div>{g.Key}: {string.Join(", ", g.Select(static f => f.Id))}</div>");
        var decided = result.Requirements.Select(static r =>
            (Html)$"""<li>{Sentences.Pill(r.Status)} <code>{r.Requirement.Fact}</code> {r.Reason} {r.Facts.DistinctBy(static f => f.Id).Take(6).Select(static f => (Html)$"{Sentences.Reference(f)} ")}{Next(r)}</li>""");
        return $"""
            <tr id="control-{result.Control.Id}"><td>{Sentences.Pill(result.Status)}</td><td><b>{result.Control.Statement}</b><div class="ids">{result.Control.Id} · {result.Control.Practice}</div><div class="ids">{ids}</div></td><td><ul class="plain">{decided}</ul></td></tr>
            """;
    }

    /// <summary>The step that makes the requirement hold.</summary>
    private static Html Next(RequirementResult result) =>
        result.Status != ControlStatus.Holds && NextSteps.Of(result.Requirement) is { } step
            ? (Html)$"""<div class="ids">Next: {step.Sentence} <code>{step.Command}</code> (docs/{step.Page})</div>"""
            : Html.Empty;

    private static Html Fact(Fact fact)
    {
        var values = fact.Values.Where(static v => v.Value.Length > 0)
            .OrderBy(static v => v.Key, StringComparer.Ordinal)
            .Select(static v => (Html)$"<span><i>{v.Key}</i> {v.Value}</span>");
        var proof = fact.Entry is { } entry
            ? (Html)$"""<div class="ids">{ReportPage.Link(PackNames.Entry(entry), "entry")} · {ReportPage.Link(PackNames.Proof(entry), "proof")}</div>"""
                : Html.Empty;
        return $"""
            <tr id="{fact.Id}"><td><code>{fact.Kind}</code>{(fact.Subject.Length > 0 ? (Html)$"<div>{fact.Subject}</div>" : Html.Empty)}{proof}</td><td class="when">{Sentences.Date(fact.Time)}</td><td><div class="values">{values}</div></td></tr>
            """;
    }

    private static string Kept(string? days) =>
        PolicyUnits.TryDuration(days + "d", out var time)
            ? PolicyUnits.Show(time) is [.. var years, 'y'] ? $"{years} {(years == "1" ? "year" : "years")}" : $"{days} days"
            : "unknown";
}
