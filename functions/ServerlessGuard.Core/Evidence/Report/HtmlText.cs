using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>
/// Builds HTML from interpolated strings: every hole is encoded unless it is <see cref="Markup"/>, so that no value of a
/// fact can become markup by being forgotten.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text;

    public HtmlText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 24));

    public static Markup Of(HtmlText text) => new(text._text.ToString());

    /// <summary>A value within quotes or text.</summary>
    public static string Encode(string value) => s_encoder.Encode(value);

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(Markup value) => _text.Append(value.Html);

    public void AppendFormatted(string? value) => _text.Append(s_encoder.Encode(value ?? ""));

    public void AppendFormatted(long value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>A coordinate: at most one decimal.</summary>
    public void AppendFormatted(double value) => _text.Append(value.ToString("0.#", CultureInfo.InvariantCulture));
}

/// <summary>Text that is HTML already. Only <see cref="HtmlText"/> and the plots make it.</summary>
internal readonly record struct Markup(string Html)
{
    public static Markup None { get; } = new("");

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(static p => p.Html)));

    public override string ToString() => Html;
}
