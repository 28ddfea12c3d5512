using PhoneNumbers;

namespace ServerlessGuard.Core.Detection.Checks;

/// <summary>Numbering plans of the world, from libphonenumber's data. A parse costs microseconds: shape comes first.</summary>
internal static class PhonePlans
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    // Where users of the product are likely to be; a number without country code is tried in each.
    private static readonly string[] Regions =
    [
        "US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "IE", "PT", "SE", "NO", "DK", "FI", "PL", "CZ", "HU", "EE",
        "IS", "TR", "IN", "AU", "NZ", "ZA", "JP", "CN", "KR", "SG", "PH", "BR", "MX", "IL",
    ];

    public static bool IsInternational(ReadOnlySpan<char> value) =>
        CountDigits(value) is >= 7 and <= 15 && IsValidIn(value.ToString(), null);

    public static bool IsNorthAmerican(ReadOnlySpan<char> value) => IsValidIn(value.ToString(), "US");

    /// <summary>Whether it is a valid national number in one of the common regions.</summary>
    public static bool IsNational(ReadOnlySpan<char> value)
    {
        var count = CountDigits(value);
        if (count is < 7 or > 13 || IsMonotonous(value))
        {
            return false;
        }

        var text = value.ToString();
        foreach (var region in Regions)
        {
            if (IsValidIn(text, region))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsValidIn(string text, string? region)
    {
        try
        {
            return Plans.IsValidNumber(Plans.Parse(text, region));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

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
