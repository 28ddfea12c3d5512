using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// Numbers of JSON with an exponent. A client reads <c>4.111111111111111e15</c> as the sixteen digits that it stands for, which no rule
/// sees in the spelling.
/// </summary>
internal static class JsonNumbers
{
    /// <summary>Fewer digits before an exponent are no value.</summary>
    public const int LeastDigits = 7;

    // A double says no more digits than this.
    private const int MostDigits = 40;

    /// <summary>The digits that a number stands for; the spelling itself where it has no exponent, or one beyond any value.</summary>
    /// <param name="number">A number of JSON.</param>
    public static string Plain(string number)
    {
        var at = number.AsSpan().IndexOfAny('e', 'E');
        if (at < 0 || !int.TryParse(number.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs(exponent) > MostDigits || at > MostDigits)
        {
            return number;
        }

        var (sign, mantissa) = number[0] == '-' ? ("-", number[1..at]) : ("", number[..at]);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0 ? mantissa.Length : dot;
        var digits = new StringBuilder(mantissa).Replace(".", "");
        point += exponent;
        if (point <= 0)
        {
            digits.Insert(0, "0", 1 - point);
            point = 1;
        }

        digits.Append('0', Math.Max(0, point - digits.Length));
        var whole = digits.ToString(0, point).TrimStart('0');
        var rest = digits.ToString(point, digits.Length - point).TrimEnd('0');
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(rest.Length == 0 ? "" : ".")}{rest}";
    }

    /// <summary>Whether a text may hold a number with an exponent that hides a value.</summary>
    public static bool MayHideIn(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var unit in text)
        {
            if (unit is 'e' or 'E' && digits >= LeastDigits)
            {
                return true;
            }

            digits = char.IsAsciiDigit(unit) ? digits + 1 : unit == '.' ? digits : 0;
        }

        return false;
    }
}
