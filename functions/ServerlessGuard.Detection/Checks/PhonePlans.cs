using System.Buffers;
using System.IO.Compression;

namespace ServerlessGuard.Detection.Checks;

/// <summary>
/// Numbering plans of the world. <c>phones.bin</c> is made from libphonenumber's metadata by <c>PhonePlanGenerator</c> of the
/// tests, which also hold it to the library: the library's own parse costs microseconds a region, this one nanoseconds.
/// </summary>
internal static class PhonePlans
{
    private static readonly SearchValues<char> NumberUnits = SearchValues.Create("0123456789+()./- ");
    private static readonly NumberAutomaton International;
    private static readonly NumberAutomaton Possible;
    private static readonly NumberAutomaton Common;
    private static readonly NumberAutomaton National;
    private static readonly NumberAutomaton Mobile;
    private static readonly NumberAutomaton Turkish;

    static PhonePlans()
    {
        using var resource = typeof(PhonePlans).Assembly.GetManifestResourceStream("phones.bin")!;
        using var inflated = new DeflateStream(resource, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        inflated.CopyTo(memory);
        ReadOnlySpan<byte> data = memory.ToArray();
        International = NumberAutomaton.Read(ref data);
        Possible = NumberAutomaton.Read(ref data);
        Common = NumberAutomaton.Read(ref data);
        National = NumberAutomaton.Read(ref data);
        Mobile = NumberAutomaton.Read(ref data);
        Turkish = NumberAutomaton.Read(ref data);
    }

    /// <summary>Words near which a number is likelier a phone's.</summary>
    public static readonly string[] ContextWords =
    [
        "phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "call me at", "fax", "text me", "sms",
        "whatsapp", "number is", "contact", "answering at", "reach me", "telefon", "handy", "mobil", "téléphone",
        "portable", "teléfono", "móvil", "telefono", "cellulare", "telefoon", "telefone", "puhelin", "telefonnummer",
        "phone number", "hotline", "my registered", "dial", "ring me",
    ];

    /// <summary>Whether it is a valid number with a plus and a country code.</summary>
    public static bool IsInternational(ReadOnlySpan<char> value)
    {
        value = WithoutExtension(value);
        return CountDigits(value) is >= 7 and <= 15 && (International.Accepts(value) || IsInternationalWithTrunk(value));
    }

    /// <summary>Whether a number of the country may have this length, though its block is not assigned; and not one that is.</summary>
    public static bool IsPossibleInternational(ReadOnlySpan<char> value)
    {
        value = WithoutExtension(value);
        return CountDigits(value) is >= 9 and <= 15 && !IsRound(value) && Possible.Accepts(value) && !IsInternational(value);
    }

    /// <summary>An international number whose prefix is 00 or 011.</summary>
    public static bool IsDialledInternational(ReadOnlySpan<char> value) =>
        CountDigits(value) is >= 10 and <= 18 && ExitCode(value) is > 0 and var exit && IsInternational(value[exit..]);

    public static bool IsTurkish(ReadOnlySpan<char> value) => Turkish.Accepts(value);

    // "+10000000000 units": a quantity.
    private static bool IsRound(ReadOnlySpan<char> value) => value.EndsWith("00000");

    /// <summary>Whether it is a valid number of the North American plan, with or without its 1.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> value)
    {
        value = WithoutExtension(value);
        value = value.StartsWith("00", StringComparison.Ordinal) ? value[2..] : value;
        Span<char> digits = stackalloc char[32];
        digits[0] = '1';
        var count = value.IndexOfAnyInRange('0', '9') is >= 0 and var first && value[first] == '1' ? 0 : 1;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
        }

        return International.Accepts(digits[..count]);
    }

    /// <summary>Whether it is a valid national number in one of the regions that are checked.</summary>
    public static bool IsNational(ReadOnlySpan<char> value) => IsNationalIn(value, National);

    /// <summary>A national number with its trunk prefix 0: ten or eleven digits that are no date and no ISBN.</summary>
    public static bool IsTrunk(ReadOnlySpan<char> value) =>
        !value.StartsWith("0-", StringComparison.Ordinal)
        && (IsTrunkNumber(value) || (value.LastIndexOf('-') is > 8 and var branch && IsTrunkNumber(value[..branch])));

    private static bool IsTrunkNumber(ReadOnlySpan<char> value) => CountDigits(value) is >= 9 and <= 12 && IsNationalIn(value, Common);

    /// <summary>A number of Brazil, China, Russia, Kazakhstan or Türkiye in the groups that are usual there.</summary>
    public static bool IsGrouped(ReadOnlySpan<char> value)
    {
        Span<char> digits = stackalloc char[16];
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length - 2)
            {
                digits[2 + count++] = c;
            }
        }

        var national = digits.Slice(2, count);
        if (value[0] == '(' && value[3] == ')')
        {
            return IsOf("55", digits, count);
        }

        if (national.Length == 11 && national[0] == '1')
        {
            return IsOf("86", digits, count);
        }

        var start = national.Length == 11 ? 1 : 0;
        return IsOf("7", digits[start..], count - start) || (start == 0 && IsOf("90", digits, count));
    }

    /// <summary>A number that a link dials: with its country code, or national.</summary>
    public static bool IsLinked(ReadOnlySpan<char> value)
    {
        value = value.StartsWith("%2B", StringComparison.OrdinalIgnoreCase) ? value[3..] : WithoutExtension(value);
        return CountDigits(value) is >= 7 and <= 15 && !IsMonotonous(value) && (International.Accepts(value) || IsNational(value));
    }

    /// <summary>Whether the country has the number; two units before it are free for the country's code.</summary>
    private static bool IsOf(string country, Span<char> room, int count)
    {
        var start = 2 - country.Length;
        country.CopyTo(room[start..]);
        return International.Accepts(room[start..(2 + count)]);
    }

    /// <summary>A mobile number with its trunk prefix 0: what a common region's plan gives to mobiles alone.</summary>
    public static bool IsMobileTrunk(ReadOnlySpan<char> value) => Mobile.Accepts(value);

    private static bool IsNationalIn(ReadOnlySpan<char> value, NumberAutomaton regions) =>
        CountDigits(value) is >= 7 and <= 12 && !IsMonotonous(value) && !IsOtherFormat(value)
        && (regions.Accepts(value) || (ExitCode(value) is > 0 and var exit && International.Accepts(value[exit..])));

    /// <summary>The offset behind the prefix of a number that is dialled with 00 or 011; 0 without one.</summary>
    private static int ExitCode(ReadOnlySpan<char> value) =>
        value.StartsWith("00", StringComparison.Ordinal) ? 2 : value.StartsWith("011", StringComparison.Ordinal) ? 3 : 0;

    /// <summary>+49 (0) 30 …: the trunk digit that is not dialled from abroad.</summary>
    private static bool IsInternationalWithTrunk(ReadOnlySpan<char> value)
    {
        var trunk = value.IndexOf("(0)", StringComparison.Ordinal);
        if (trunk < 0 || value.Length > 64)
        {
            return false;
        }

        Span<char> without = stackalloc char[64];
        value[..trunk].CopyTo(without);
        value[(trunk + 3)..].CopyTo(without[trunk..]);
        return International.Accepts(without[..(value.Length - 3)]);
    }

    private static ReadOnlySpan<char> WithoutExtension(ReadOnlySpan<char> value) =>
        value.IndexOfAnyExcept(NumberUnits) is >= 0 and var extension ? value[..extension] : value;

    /// <summary>Dates (2021-05-20, 01.02.2023 and what follows) and 3-2-4 groups, which are no way to write a phone number.</summary>
    private static bool IsOtherFormat(ReadOnlySpan<char> value) =>
        (value.Length >= 10
            && IsSeparator(value[4])
            && value[4] == value[7]
            && value[4] != ' '
            && (value.StartsWith("19", StringComparison.Ordinal) || value.StartsWith("20", StringComparison.Ordinal)))
        || (value.Length >= 10
            && IsSeparator(value[2])
            && value[2] == value[5]
            && (value[6..8] is "19" or "20")
            && (value.Length == 10 || !char.IsAsciiDigit(value[10]))
            && CountDigits(value[..10]) == 8
            && CountDigits(value[6..10]) == 4)
        || (value.Length == 11 && value[3] == '-' && value[6] == '-');

    private static bool IsSeparator(char c) => c is '-' or '.' or '/' or ' ';

    private static bool IsMonotonous(ReadOnlySpan<char> value)
    {
        var first = value[value.IndexOfAnyInRange('0', '9')];
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c) && c != first)
            {
                return false;
            }
        }

        return true;
    }

    private static int CountDigits(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }
}
