using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ServerlessGuard.Core.Markup;

/// <summary>
/// A piece of a page, written as an interpolated string: <c>Html row = $"&lt;td&gt;{text}&lt;/td&gt;"</c>. The literals are
/// the program's own. A value in a hole is data, and <see cref="Html"/> encodes it for its context: text, attribute or
/// address. Only another <see cref="Html"/> goes in unchanged, and no method makes one from a string at run time, so data
/// never becomes markup. A hole in a context where no encoding helps (a tag's name, a script, an unquoted attribute) throws
/// <see cref="InvalidOperationException"/>. Not thread-safe while it is built; afterwards it never changes.
/// </summary>
[InterpolatedStringHandler]
public sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text;
    private HtmlContext _context = new();

    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public static Html Empty { get; } = new(0, 0);

    /// <summary>The compiler calls this for the parts between holes. A test fails when any other code does.</summary>
    public void AppendLiteral(string literal)
    {
        ArgumentNullException.ThrowIfNull(literal);
        _context.Read(literal);
        _text.Append(literal);
    }

    public void AppendFormatted(string? data)
    {
        switch (_context.RequireData())
        {
            case HtmlContext.Kind.Text or HtmlContext.Kind.Value:
                _text.Append(Encoder.Encode(data ?? ""));
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
    public void AppendFormatted(LocalUrl url)
    {
        _context.RequireWholeAddress();
        _text.Append(Encoder.Encode(url.ToString()));
    }

    /// <summary>A style sheet; only within a style element, as it is.</summary>
    public void AppendFormatted(StyleSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        _context.RequireStyle();
        _text.Append(sheet);
    }

    /// <summary>An attribute without a value, there or not.</summary>
    public void AppendFormatted(HtmlFlag flag)
    {
        _context.RequireTag();
        _text.Append(flag.IsSet ? flag.Name : "");
    }

    public void AppendFormatted(Html? fragment)
    {
        _context.RequireText();
        if (fragment is not null)
        {
            fragment._context.RequireText();
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

    /// <summary>The piece when the condition holds, and nothing otherwise; the function runs only when it holds.</summary>
    public static Html When(bool applies, Func<Html> piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return applies ? piece() : Empty;
    }

    public override string ToString()
    {
        _context.RequireText();
        return _text.ToString();
    }

    /// <summary>EscapeDataString throws on half a surrogate pair.</summary>
    private static string Rfc3986(string? data) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(data ?? ""));
}
