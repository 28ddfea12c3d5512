using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ServerlessGuard.Web.Markup;

/// <summary>
/// A piece of a page, written as an interpolated string: <c>Html row = $"&lt;td&gt;{text}&lt;/td&gt;"</c>. Literals are the
/// program's own, everything in a hole is data and is encoded for the place where it stands; only another
/// <see cref="Html"/> goes in as it is. Data cannot become markup: there is no way to make one from a string at run time.
/// A hole in a place where no encoding helps (a tag's name, a script, an unquoted attribute) throws.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text;
    private MarkupPlace _place = new();

    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public static Html Empty { get; } = new(0, 0);

    /// <summary>The compiler's own way in, for the parts between holes. Calling it is a mistake that a test finds.</summary>
    public void AppendLiteral(string literal)
    {
        _place.Read(literal);
        _text.Append(literal);
    }

    public void AppendFormatted(string? data)
    {
        switch (_place.RequireData())
        {
            case MarkupPlace.Kind.Text or MarkupPlace.Kind.Value:
                _text.Append(s_encoder.Encode(data ?? ""));
                break;
            default:
                // Inside an address: one segment or one query value, never more of its structure.
                _text.Append(Uri.EscapeDataString(Rfc3986(data)));
                break;
        }
    }

    public void AppendFormatted(long number) => AppendFormatted(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(int number) => AppendFormatted((long)number);

    public void AppendFormatted(double number, string format) => AppendFormatted(number.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A whole address; only as the whole value of an attribute.</summary>
    public void AppendFormatted(ConsoleUrl url)
    {
        _place.RequireWholeAddress();
        _text.Append(s_encoder.Encode(url.ToString()));
    }

    /// <summary>An attribute without a value, there or not.</summary>
    public void AppendFormatted(HtmlFlag flag)
    {
        _place.RequireTag();
        _text.Append(flag.IsSet ? flag.Name : "");
    }

    public void AppendFormatted(Html? fragment)
    {
        _place.RequireText();
        if (fragment is not null)
        {
            fragment._place.RequireText();
            _text.Append(fragment._text);
        }
    }

    public void AppendFormatted(IEnumerable<Html> fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        foreach (var fragment in fragments)
        {
            AppendFormatted(fragment);
        }
    }

    /// <summary>The piece where it applies, nothing elsewhere. The piece is not made when it does not apply.</summary>
    public static Html When(bool applies, Func<Html> piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return applies ? piece() : Empty;
    }

    public override string ToString()
    {
        _place.RequireText();
        return _text.ToString();
    }

    /// <summary>EscapeDataString throws on half a surrogate pair.</summary>
    private static string Rfc3986(string? data) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(data ?? ""));
}
