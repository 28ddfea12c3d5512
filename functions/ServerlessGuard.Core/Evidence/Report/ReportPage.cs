using System.Text;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The report: one HTML page that needs nothing but itself. A pure function of the pack.</summary>
internal static class ReportPage
{
    public static byte[] Write(EvidencePack pack)
    {
        var (holds, fails, unknown) = (pack.Count(ControlStatus.Holds), pack.Count(ControlStatus.Fails), pack.Count(ControlStatus.Unknown));
        var policy = pack.Newest(FactKinds.Policy)?.Values.GetValueOrDefault("revision") ?? "unknown";
        var page = HtmlText.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{ReportStyle.ContentSecurityPolicy}">
            <meta name="referrer" content="no-referrer">
            <title>Evidence: {holds} of {pack.Results.Count} controls hold</title>
            <style>{new Markup(ReportStyle.Css)}</style>
            </head>
            <body>
            <a class="skip" href="#change">To the answers</a>
            <header>
            <h1>Evidence of how the model is operated</h1>
            <ul class="meta"><li>{Sentences.Date(pack.Made)}</li><li>{Log(pack)}</li><li>Policy <span class="mono">{policy[..Math.Min(12, policy.Length)]}</span></li></ul>
            <div class="score"><div class="good"><b>{holds}</b>{(holds == 1 ? "control holds" : "controls hold")}</div><div class="bad"><b>{fails}</b>{(fails == 1 ? "control fails" : "controls fail")}</div><div class="open"><b>{unknown}</b>{(unknown == 1 ? "is unknown" : "are unknown")}: no fact, or too old</div></div>
            {Bar(holds, fails, unknown)}
            </header>
            <main>
            {ReportAnswers.Write(pack)}{ReportTables.Controls(pack)}{ReportTables.Facts(pack)}{Proofs(pack)}
            </main>
            <footer>Made by {pack.MadeBy}. This page holds no content of any request or answer.</footer>
            </body>
            </html>

            """);
        return Encoding.UTF8.GetBytes(page.Html.ReplaceLineEndings("\n"));
    }

    private static Markup Log(EvidencePack pack) => pack.Newest(FactKinds.LogVerified) switch
    {
        null => HtmlText.Of($"No audit log was read"),
        { } v when v.Values.GetValueOrDefault("intact") == "yes" => HtmlText.Of($"Audit log verified whole: {v.Values.GetValueOrDefault("entries")} entries"),
        _ => HtmlText.Of($"The audit log is NOT intact"),
    };

    private static Markup Bar(int holds, int fails, int unknown)
    {
        double total = Math.Max(1, holds + fails + unknown);
        var (a, b) = (1000 * holds / total, 1000 * fails / total);
        return HtmlText.Of($"""
            <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="good" width="{a}" height="10"/><rect class="bad" x="{a}" width="{b}" height="10"/><rect class="open" x="{a + b}" width="{1000 - a - b}" height="10"/></svg>
            """);
    }

    private static Markup Proofs(EvidencePack pack)
    {
        var head = pack.Newest(FactKinds.LogCheckpoint);
        return HtmlText.Of($"""
            <section id="proofs" class="page"><h2>Proofs</h2>
            <p>Every file of this pack is listed in <a href="{PackNames.Manifest}">manifest</a>, which is signed with the log's key. <a href="{PackNames.ReadMe}">{PackNames.ReadMe}</a> tells how to check all of it with tools that we did not write. With ours:</p>
            <pre>guard evidence verify . --key KEY</pre>
            <p>KEY must come from somewhere else than from this pack. The pack says that it is</p>
            <pre>{pack.LogKey}</pre>
            <p>The audit log's head, to which every proof leads: {(head is null ? HtmlText.Of($"none.") : HtmlText.Of($"""size {head.Values.GetValueOrDefault("size")}, root <code>{head.Values.GetValueOrDefault("root")}</code> (<a href="{PackNames.Checkpoint}">checkpoint</a>)."""))} The same results for machines: <a href="{PackNames.Oscal}">OSCAL 1.2.1 assessment results</a>, <a href="{PackNames.Evidence}">facts</a>, <a href="{PackNames.Controls}">controls</a>.</p></section>

            """);
    }
}
