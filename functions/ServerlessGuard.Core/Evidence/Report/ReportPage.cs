using System.Text;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Markup;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>The report: one HTML page without script that loads nothing. A pure function of the pack.</summary>
internal static class ReportPage
{
    public static byte[] Write(EvidencePack pack)
    {
        var (holds, fails, unknown) = (pack.Count(ControlStatus.Holds), pack.Count(ControlStatus.Fails), pack.Count(ControlStatus.Unknown));
        var policy = pack.Newest(FactKinds.Policy)?.Values.GetValueOrDefault("revision") ?? "unknown";
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{ReportStyle.ContentSecurityPolicy}">
            <meta name="referrer" content="no-referrer">
            <title>Evidence: {holds} of {pack.Results.Count} controls hold</title>
            <style>{ReportStyle.Sheet}</style>
            </head>
            <body>
            <a class="skip" href="#change">Skip to the answers</a>
            <header>
            <h1>Evidence report</h1>
            <ul class="meta"><li>{Sentences.Date(pack.Created)}</li><li>{Log(pack)}</li><li>Policy <span class="mono">{policy[..Math.Min(12, policy.Length)]}</span></li></ul>
            <div class="score"><div class="good"><b>{holds}</b>{(holds == 1 ? "control holds" : "controls hold")}</div><div class="bad"><b>{fails}</b>{(fails == 1 ? "control fails" : "controls fail")}</div><div class="open"><b>{unknown}</b>{(unknown == 1 ? "control is unknown" : "controls are unknown")}: a fact is missing or too old</div></div>
            {Bar(holds, fails, unknown)}
            </header>
            <main>
            {ReportSummary.Write(pack)}
            {ReportSections.Write(pack)}
            {ReportTables.Controls(pack)}
            {ReportTables.Facts(pack)}
            {Proofs(pack)}
            </main>
            <footer>Written by {pack.CreatedBy}. This page holds no content of any request or answer.</footer>
            </body>
            </html>

            """;
        return Encoding.UTF8.GetBytes(page.ToString().ReplaceLineEndings("\n"));
    }

    private static string Log(EvidencePack pack) => pack.Newest(FactKinds.LogVerified) switch
    {
        null => "The guard read no audit log",
        { } v when v.Values.GetValueOrDefault("intact") == "yes" => $"Audit log verified: {v.Values.GetValueOrDefault("entries")} entries",
        _ => "The audit log is NOT intact",
    };

    private static Html Bar(int holds, int fails, int unknown)
    {
        double total = Math.Max(1, holds + fails + unknown);
        var (a, b) = (1000 * holds / total, 1000 * fails / total);
        return $"""
            <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect class="good" width="{a:0.#}" height="10"/><rect class="bad" x="{a:0.#}" width="{b:0.#}" height="10"/><rect class="open" x="{a + b:0.#}" width="{1000 - a - b:0.#}" height="10"/></svg>
            """;
    }

    private static Html Proofs(EvidencePack pack) => $"""
        <section id="proofs" class="page"><h2>Proofs</h2>
        <p>The {Link(PackNames.Manifest, "manifest")} lists every file of this pack; the audit log's key signs it. {Link(PackNames.ReadMe, PackNames.ReadMe)} explains how to check the pack with independent tools. With the guard's own tool:</p>
        <pre>guard evidence verify . --key KEY</pre>
        <p>Take KEY from a source other than this pack. The pack states this key:</p>
        <pre>{pack.LogKey}</pre>
        <p>{Head(pack.Newest(FactKinds.LogCheckpoint))} Machine-readable results: {Link(PackNames.Oscal, "OSCAL 1.2.1 assessment results")}, {Link(PackNames.Evidence, "facts")}, {Link(PackNames.Controls, "controls")}.</p></section>
        """;

    private static Html Head(Fact? checkpoint) => checkpoint is null
        ? (Html)$"The pack holds no checkpoint of an audit log."
        : $"Every proof leads to the {Link(PackNames.Checkpoint, "checkpoint")} of the audit log: size {checkpoint.Values.GetValueOrDefault("size")}, root <code>{checkpoint.Values.GetValueOrDefault("root")}</code>. {Witness(checkpoint)}";

    private static Html Witness(Fact checkpoint) =>
        checkpoint.Values.GetValueOrDefault("witnessed") == "yes" && NoteKey.Parse(checkpoint.Values.GetValueOrDefault("witness", "")) is { } key
            ? (Html)$"The witness {key.Name} signed it at {checkpoint.Values.GetValueOrDefault("witnessed_at")}; {checkpoint.Values.GetValueOrDefault("unwitnessed")} later entries wait for its next signature. Check it with <code>--witness</code> and this key, from a source other than this pack: <code>{key.ToString()}</code>."
            : $"No witness signed it, so the log's keeper could have rewritten the log.";

    /// <summary>A link to another file of the pack.</summary>
    internal static Html Link(string file, string text) => $"<a href=\"{LocalUrl.Relative(file.Split('/'))}\">{text}</a>";
}
