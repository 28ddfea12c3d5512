using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Testing;

[assembly: AssemblyFixture(typeof(ConsoleBrowser))]

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>No answer makes its renderer fetch anything: by the parsers, and by a browser behind three renderers of Markdown.</summary>
public sealed partial class FetchAttackTests(AttackedGateway gateway, ConsoleBrowser browser) : IClassFixture<AttackedGateway>
{
    private const int Batch = 32;

    public static TheoryData<string> Paths() => TextAttacks.Names("remote fetch");

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task NoParserFindsAFetch(string name)
    {
        var path = TextPath.Of(name);
        var through = new List<string>();
        var (place, loading) = (0, 0);
        foreach (var shape in RemoteFetches.Some(TextAttacks.Attempts(RemoteFetches.Count), 17))
        {
            loading += RemoteFetches.Fetch(shape) is null ? 0 : 1;
            var told = await path.AnswerAsync(gateway.Host, "Hello", shape, 4 * place++);
            if (RemoteFetches.Fetch(told) is { } fetch)
            {
                through.Add($"{shape} => {fetch}");
            }
        }

        through.ShouldBeEmpty();
        loading.ShouldBeGreaterThan(place / 2);
    }

    /// <summary>Ordinary Markdown and code stay as they are.</summary>
    [Theory]
    [InlineData("![diagram](./docs/flow.png) and ![logo](/logo.png \"us\")")]
    [InlineData("See [docs](https://contoso.example/docs) and <https://contoso.example>.\n\n[a]: https://contoso.example/a")]
    [InlineData("let v = vec![1, 2]; println!(\"{}\", v[0]); a[i](x)")]
    [InlineData("List<string> names; Map<String, List<Integer>> m; if (a<b && c>d) { }")]
    [InlineData("<b>bold</b> <a href=\"https://contoso.example\">home</a> <span style=\"color:red\">x</span> <br/>")]
    [InlineData("![inline](data:image/png;base64,iVBORw0KGgo=)")]
    public async Task OrdinaryTextsStay(string text)
    {
        foreach (var path in TextPath.Answers)
        {
            (await path.AnswerAsync(gateway.Host, "Hello", text, 4)).ShouldContain(text, Case.Sensitive, path.ToString());
        }
    }

    /// <summary>
    /// <c>GUARD_TESTS=all</c> renders ten thousand. That answers which the guard has not seen do fetch shows that the browser would tell.
    /// </summary>
    [LongFact]
    public async Task NoRequestLeavesTheBrowser()
    {
        var count = TestRun.Schedules(10_000, 400) is var all && all >= 10_000 ? all : 400;
        var shapes = RemoteFetches.Some(count, 18).ToList();
        var path = TextPath.All.Single(static one => one is { Protocol: "chat", Direction: "out", Mode: "live" });
        var told = new List<string>();
        foreach (var shape in shapes)
        {
            told.Add(await path.AnswerAsync(gateway.Host, "Hello", shape, 4 * told.Count));
        }

        var install = await MarkdownRenderers.EnsureAsync();
        var untouched = await FetchedAsync(shapes[..Batch], install);
        untouched.Count.ShouldBeGreaterThan(Batch / 3);
        var fetched = await FetchedAsync(told, install);
        fetched.Order().Select(at => $"{shapes[at]} => {told[at]}").ShouldBeEmpty();
    }

    /// <summary>Which answers make the browser send something to another host than the page's.</summary>
    private async Task<HashSet<int>> FetchedAsync(List<string> answers, string renderers)
    {
        var context = await browser.ContextAsync(new());
        var fetched = new HashSet<int>();
        await using (context)
        {
            var page = await context.NewPageAsync();
            await context.RouteAsync("**/*", async route =>
            {
                var url = new Uri(route.Request.Url);
                if (url.Host != new Uri(RemoteFetches.Page).Host)
                {
                    lock (fetched)
                    {
                        fetched.Add(Number(route.Request.Url));
                    }

                    await route.AbortAsync();
                }
                else
                {
                    await route.FulfillAsync(new() { Status = 200, ContentType = "text/html", Body = "<!DOCTYPE html><body></body>" });
                }
            });
            for (var from = 0; from < answers.Count; from += Batch)
            {
                await page.GotoAsync(RemoteFetches.Page);
                await page.AddScriptTagAsync(new() { Content = renderers });
                await page.EvaluateAsync(
                    """
                    async texts => {
                      const renderers = [
                        text => text, text => marked.parse(text), text => markdownit({ html: true, linkify: true }).render(text),
                        text => new commonmark.HtmlRenderer().render(new commonmark.Parser().parse(text)),
                      ];
                      await Promise.all(texts.flatMap(text => renderers.map(render => new Promise(done => {
                        const frame = document.createElement('iframe');
                        frame.onload = () => done();
                        setTimeout(done, 5000);
                        frame.srcdoc = '<!DOCTYPE html><body>' + render(text);
                        document.body.append(frame);
                      }))));
                      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                    }
                    """, answers.Skip(from).Take(Batch).ToArray());
            }
        }

        return fetched;
    }

    private static int Number(string url) =>
        Numbered().Match(url) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"n(\d+)n", RegexOptions.IgnoreCase)]
    private static partial Regex Numbered();
}
