using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Traces;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>Draws a step of an interaction.</summary>
internal static class TraceView
{
    public static Html Step(string subject, TraceEntry step, bool namesInteraction)
    {
        var entry = step.Entry.Entry;
        var index = step.Proof.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"""
            <li>
            <div class="step"><h2>{entry.Kind}</h2>{Badge.Verdict(entry.Verdict)}<span class="when">{Moment.ShowExactly(entry.Time)}</span></div>
            <dl class="facts">{Facts(entry, namesInteraction).Select(static fact => (Html)$"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>")}</dl>
            <p class="hint">Entry {index} of the log, writer <span class="data">{step.Entry.Writer}</span> no. {step.Entry.Sequence}, SHA-256 <code>{step.Entry.Hash[..16]}…</code> ·
            <a href="{ConsoleUrl.Of("interactions", subject, "entries", index)}">entry<span class="away"> {index}</span></a> ·
            <a href="{ConsoleUrl.Of("interactions", subject, "proofs", index)}">proof<span class="away"> of entry {index}</span></a></p>
            </li>
            """;
    }

    public static Html Joined(CorrelatedTrace trace) => $"""
        <section class="panel" aria-labelledby="joined"><h2 id="joined">Interactions of this trace</h2>
        <ul>{trace.Interactions.Select(static one => (Html)$"<li><a href=\"{ConsoleUrl.Of("interactions", one.Id)}\">{one.Id}</a> <span class=\"hint\">{How(one)}</span></li>")}</ul></section>
        """;

    private static string How(CorrelatedInteraction one) => one.Correlation switch
    {
        TraceCorrelation.Requested => "requested",
        TraceCorrelation.Permission => $"joined to {one.CorrelatedBy}",
        _ => $"its caller sent the trace ID {one.CorrelatedBy}",
    };

    private static IEnumerable<(string Name, string Value)> Facts(AuditEntry entry, bool namesInteraction)
    {
        if (namesInteraction && entry.Interaction is { } id)
        {
            yield return ("interaction", id);
        }

        yield return ("actor", entry.Actor);
        foreach (var (name, value) in new[]
        {
            ("application", entry.Application),
            ("tier", entry.Tier),
            ("policy", entry.PolicyRevision?[..Math.Min(12, entry.PolicyRevision.Length)])
        })
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }

        foreach (var (kind, count) in entry.Findings.OrderBy(static finding => finding.Key, StringComparer.Ordinal))
        {
            yield return ($"finding {kind}", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in entry.Facts.OrderBy(static fact => fact.Key, StringComparer.Ordinal))
        {
            yield return (name, value);
        }
    }
}
