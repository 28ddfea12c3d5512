using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Markup.Plots;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>
/// The style sheet of the report, which the page holds itself. The page's policy allows this sheet by its hash and nothing else.
/// </summary>
public static class ReportStyle
{
    internal static StyleSheet Sheet { get; } = PlotStyle.Sheet.Then(StyleSheet.Of("""
        :root{color-scheme:light dark;--page:#f6f7f9;--sheet:#fff;--ink:#16202c;--soft:#5a6878;--line:#dfe4ea;--accent:#2b5fb8;--good:#137a4b;--good-bg:#e3f4eb;--bad:#b3261e;--bad-bg:#fbe7e6;--open:#8a5a00;--open-bg:#fdf1d8;--changed:#2b5fb8;--waiting:#d99a1c;--second:#7a5ea8;--third:#8a6d4f;--neutral:#8b958f}
        @media(prefers-color-scheme:dark){:root{--page:#0f151c;--sheet:#18212b;--ink:#e8edf3;--soft:#a3b1c0;--line:#2c3947;--accent:#86b3f5;--good:#6fd3a0;--good-bg:#15352a;--bad:#ff9d94;--bad-bg:#43201e;--open:#f3c265;--open-bg:#3b2e14;--changed:#86b3f5;--waiting:#e8b64c;--second:#ab92d8;--third:#c2a27f;--neutral:#717d77}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main,header,footer{max-width:1080px;margin:0 auto;padding:0 28px}
        header{padding-top:40px;padding-bottom:8px}
        h1{font-size:30px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
        h2{font-size:21px;line-height:1.3;margin:0 0 6px;letter-spacing:-.005em}
        h3{font-size:13px;margin:22px 0 8px;color:var(--soft);text-transform:uppercase;letter-spacing:.06em}
        p{margin:0 0 10px;max-width:76ch}
        a{color:var(--accent)}
        code,.mono{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        pre{background:var(--page);border:1px solid var(--line);border-radius:8px;padding:12px 14px;overflow:auto}
        .soft{color:var(--soft)}
        .skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--sheet);padding:8px}
        .meta{display:flex;flex-wrap:wrap;gap:4px 22px;color:var(--soft);font-size:13.5px;margin:0;padding:0;list-style:none}
        .score{display:grid;grid-template-columns:repeat(3,1fr);gap:14px;margin:24px 0 14px}
        .score div{background:var(--sheet);border:1px solid var(--line);border-radius:12px;padding:14px 18px}
        .score b{display:block;font-size:34px;line-height:1.1;font-variant-numeric:tabular-nums}
        .score .good b{color:var(--good)}.score .bad b{color:var(--bad)}.score .open b{color:var(--open)}
        .bar{display:block;width:100%;height:10px;border-radius:5px;margin-bottom:8px}
        .bar .good{fill:var(--good)}.bar .bad{fill:var(--bad)}.bar .open{fill:var(--open)}
        section{background:var(--sheet);border:1px solid var(--line);border-radius:14px;padding:24px 28px;margin:20px 0}
        .lead{font-size:16.5px}
        .pill{display:inline-block;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;white-space:nowrap}
        .pill.good{background:var(--good-bg);color:var(--good)}.pill.bad{background:var(--bad-bg);color:var(--bad)}.pill.open{background:var(--open-bg);color:var(--open)}
        .head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:6px 16px}
        table{border-collapse:collapse;width:100%;font-size:14px}
        .wide{overflow-x:auto;margin-bottom:14px}
        th{text-align:left;font-weight:600;color:var(--soft);font-size:12.5px;border-bottom:1px solid var(--line);padding:6px 12px 6px 0;vertical-align:bottom}
        td{border-bottom:1px solid var(--line);padding:8px 12px 8px 0;vertical-align:top}
        tbody th{color:var(--ink);font-size:14px;padding-top:8px;padding-bottom:8px;vertical-align:top}
        tbody tr:last-child td,tbody tr:last-child th{border-bottom:0}
        td:last-child,th:last-child{padding-right:0}
        ul.plain{list-style:none;margin:0;padding:0}
        ul.plain li{margin:0 0 5px}
        .controls{display:grid;grid-template-columns:92px 1fr;gap:6px 12px;margin:4px 0 0;padding:0;list-style:none}
        .controls li{display:contents}
        .ids{color:var(--soft);font-size:12.5px;margin-top:3px}
        .ref{font-size:12.5px;white-space:nowrap}
        .plot{margin:22px 0 4px;max-width:1000px}.plot h3{font-size:15px;color:var(--ink);text-transform:none;letter-spacing:0}
        .when{white-space:nowrap}
        .values{display:flex;flex-wrap:wrap;gap:2px 14px}
        .values span{overflow-wrap:anywhere}
        .values i{font-style:normal;color:var(--soft)}
        summary{color:var(--accent)}
        footer{color:var(--soft);font-size:13px;padding-bottom:48px}
        @media(max-width:640px){h1{font-size:24px}td,th{padding-right:8px}.ref{white-space:normal}pre{white-space:pre-wrap;overflow-wrap:anywhere}main,header,footer{padding-left:16px;padding-right:16px}section{padding:18px 16px}.score{grid-template-columns:1fr}.controls{grid-template-columns:1fr}}
        @media print{:root{color-scheme:light;--page:#fff;--sheet:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000;--good:#0b5c37;--good-bg:#fff;--bad:#98170f;--bad-bg:#fff;--open:#6b4600;--open-bg:#fff}body{font-size:11pt}main,header,footer{max-width:none;padding:0}section{border:0;padding:0;margin:18pt 0}.page,#change{break-before:page}tr,figure,.pill{break-inside:avoid}.pill{border:1px solid currentColor}details>*{display:block}}
        """));

    /// <summary>The content security policy of the page, which a server that sends it repeats as a header.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet.ToString())))}'; base-uri 'none'; form-action 'none'";
}
