using System.Net;
using CsCheck;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Markup;

/// <summary>Data never becomes markup, wherever it stands; where no encoding helps, the page is not made at all.</summary>
public sealed class HtmlTests
{
    private const string Nasty = "<script>alert(1)</script>\"'`&<!--";

    [Fact]
    public void Encodes_Text() => Make($"<p>{Nasty}</p>").ShouldNotContain("<script");

    [Fact]
    public void Anything_InText_ReadsBackAsItWas() => Gen.String.Sample(static text =>
    {
        var html = Make($"<p>{text}</p>");
        var inner = html["<p>".Length..^"</p>".Length];
        inner.ShouldNotContain('<');
        inner.ShouldNotContain('>');
        if (!text.Any(char.IsSurrogate))
        {
            WebUtility.HtmlDecode(inner).ShouldBe(text);
        }
    });

    [Fact]
    public void Anything_InAnAttribute_StaysInIt() => Gen.String.Sample(static text =>
    {
        var html = Make($"<p title=\"{text}\"></p>");
        html.Count(static c => c == '"').ShouldBe(2);
        html.Count(static c => c == '>').ShouldBe(2);
    });

    [Fact]
    public void Anything_InAnAddress_IsOneSegment() => Gen.String.Sample(static text =>
    {
        var html = Make($"<a href=\"/console/cases/{text}\"></a>");
        var address = html.Split('"')[1]["/console/cases/".Length..];
        address.ShouldAllBe(static c => char.IsAsciiLetterOrDigit(c) || "-_.~%".Contains(c));
    });

    [Fact]
    public void Fragments_GoInAsTheyAre()
    {
        Html row = $"<li>{"a<b"}</li>";
        Make($"<ul>{row}{new[] { row, row }}</ul>").ShouldBe("<ul><li>a&lt;b</li><li>a&lt;b</li><li>a&lt;b</li></ul>");
    }

    [Fact]
    public void Flags_AreThere_OrNot() =>
        Make($"<input {HtmlFlag.Checked(true)} {HtmlFlag.Disabled(false)}>").ShouldBe("<input checked >");

    [Fact]
    public void Refuses_DataInATagsName() => Refuses(static () => Make($"<{"b"}>"));

    [Fact]
    public void Refuses_DataInsideATag() => Refuses(static () => Make($"<b {"onclick"}>"));

    [Fact]
    public void Refuses_DataInAnUnquotedAttribute() => Refuses(static () => Make($"<b title={"x"}>"));

    [Fact]
    public void Refuses_DataInASingleQuotedAttribute() => Refuses(static () => Make($"<b title='{"x"}'>"));

    [Fact]
    public void Refuses_DataInAHandler() => Refuses(static () => Make($"<b onclick=\"{"x"}\">"));

    [Fact]
    public void Refuses_DataInAStyle() => Refuses(static () => Make($"<b style=\"{"x"}\">"));

    [Fact]
    public void Refuses_DataThatChoosesAnAddressesScheme() => Refuses(static () => Make($"<a href=\"{"javascript:alert(1)"}\">"));

    [Fact]
    public void Refuses_DataThatChoosesAnAddressesHost() => Refuses(static () => Make($"<a href=\"//{"evil.example"}\">"));

    [Fact]
    public void Refuses_DataInAScript() => Refuses(static () => Make($"<script>{"x"}</script>"));

    [Fact]
    public void Refuses_AFragmentInsideATag() => Refuses(static () => Make($"<b title=\"{(Html)$"<i></i>"}\">"));

    [Fact]
    public void Refuses_AFragmentThatDoesNotEnd() => Refuses(static () => Make($"<p>{(Html)$"<i title=\"x"}</p>"));

    [Fact]
    public void Refuses_DataInAStyleElement() => Refuses(static () => Make($"<style>{"p{}"}</style>"));

    [Fact]
    public void AStyleSheet_StandsInAStyleElement_AsItIs() =>
        Make($"<style>{StyleSheet.Of("a > b { content: \"&\"; }")}</style>").ShouldBe("<style>a > b { content: \"&\"; }</style>");

    [Fact]
    public void Refuses_AStyleSheetElsewhere()
    {
        Refuses(static () => Make($"<p>{StyleSheet.Of("p{}")}</p>"));
        Refuses(static () => Make($"<script>{StyleSheet.Of("p{}")}</script>"));
    }

    [Fact]
    public void AStyleSheet_CannotEndItsElement() => Should.Throw<ArgumentException>(static () => StyleSheet.Of("p{}</style>"));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("a?b#c")]
    [InlineData("a/b")]
    public void AnySegment_StaysOneSegment(string segment)
    {
        Make($"<a href=\"{LocalUrl.Relative(segment)}\"></a>").Split('"')[1]
            .ShouldAllBe(static c => char.IsAsciiLetterOrDigit(c) || "-_.~%".Contains(c));
        LocalUrl.FromRoot("x", segment).ToString().Count(static c => c == '/').ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void Segments_NeverLeadOut(string segment) => Should.Throw<ArgumentException>(() => LocalUrl.Relative("x", segment));

    [Fact]
    public void Refuses_AnAddressThatIsNotTheWholeValue() => Refuses(static () => Make($"<a href=\"/x/{LocalUrl.Relative("y")}\"></a>"));

    [Fact]
    public void OnlyTheCompiler_AppendsLiterals() =>
        // A call by hand could pass data off as the program's own.
        Sources().ShouldAllBe(static source => !source.Contains(".AppendLiteral(", StringComparison.Ordinal));

    [Fact]
    public void StyleSheets_AreMadeOfLiterals()
    {
        var arguments = Sources().SelectMany(static source => source.Split("StyleSheet.Of(").Skip(1)).ToList();
        arguments.Count.ShouldBeGreaterThan(1);
        arguments.ShouldAllBe(static argument => argument.StartsWith('"'));
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText);

    private static string Make(Html html) => html.ToString();

    private static void Refuses(Action make) => Should.Throw<InvalidOperationException>(make).Message.ShouldContain("refused");
}
