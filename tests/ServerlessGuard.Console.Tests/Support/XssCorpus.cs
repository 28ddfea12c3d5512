namespace ServerlessGuard.Console.Tests.Support;

/// <summary>Texts that run as script on a page that does not encode them.</summary>
internal static class XssCorpus
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "\"><svg onload=alert(3)>",
        "' onmouseover='alert(4)' x='",
        "</textarea><script>alert(5)</script>",
        "</title></style></noscript><script>alert(6)</script>",
        "<iframe srcdoc=\"<script>parent.alert(7)</script>\">",
        "<a href=\"javascript:alert(8)\">click</a> javascript:alert(8)",
        "<form action=https://evil.example><button>Approve and release</button></form>",
        "<base href=https://evil.example/><link rel=stylesheet href=//evil.example/x.css>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<style>*{background:url(https://evil.example/leak)}</style><p style=background:url(//evil.example)>",
        "<!--<img src=\"--><img src=x onerror=alert(9)//\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(10)&gt;\">",
        "{{constructor.constructor('alert(11)')()}} ${alert(12)} <%= alert(13) %>",
        "\u202Egnp.exe\u202C \u200Binvisible\u200B \u2066bidi\u2069 \u0000nul \u001B[2J",
        "&lt;script&gt;alert(14)&lt;/script&gt; &#x3C;img src=x onerror=alert(15)&#x3E;",
        "<details open ontoggle=alert(16)><summary>x</summary></details><video src=x onerror=alert(17)>",
        "\uD83D\uDE00 <\u0000script>alert(18)</script> <scr\u0000ipt>",
        "]]><script xmlns=\"http://www.w3.org/1999/xhtml\">alert(19)</script>",
    ];
}
