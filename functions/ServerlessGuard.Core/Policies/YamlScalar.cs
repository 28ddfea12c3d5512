using System.Buffers;
using System.Globalization;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlScalarEvent = YamlDotNet.Core.Events.Scalar;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// The meaning of a YAML scalar: quoted is text; plain is null, true, false, a decimal number, or text. The old spellings
/// (yes, on, 0o17, 0x1f, .inf) are text, so that nothing turns into a value that its author did not write.
/// </summary>
internal static class YamlScalar
{
    private const int MaxNumberLength = 40;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.-+eE");

    public static JValue Resolve(YamlScalarEvent scalar)
    {
        var text = scalar.Value;
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
        {
            return new JValue(text);
        }

        return text switch
        {
            "" or "~" or "null" => JValue.CreateNull(),
            "true" => new JValue(true),
            "false" => new JValue(false),
            _ => Number(text) ?? new JValue(text),
        };
    }

    private static JValue? Number(string text)
    {
        if (text.Length > MaxNumberLength
            || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '.')
            || text.AsSpan().ContainsAnyExcept(NumberCharacters))
        {
            return null;
        }

        const NumberStyles Integer = NumberStyles.AllowLeadingSign;
        const NumberStyles Fraction = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (long.TryParse(text, Integer, CultureInfo.InvariantCulture, out var whole))
        {
            return new JValue(whole);
        }

        if (decimal.TryParse(text, Fraction, CultureInfo.InvariantCulture, out var exact))
        {
            return new JValue(exact);
        }

        return double.TryParse(text, Fraction | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var approximate)
            && double.IsFinite(approximate)
            ? new JValue(approximate)
            : null;
    }
}
