using PhoneNumbers;

namespace ServerlessGuard.Detection.Checks;

/// <summary>Numbering plans of the world, from libphonenumber's data. A parse costs microseconds: shape comes first.</summary>
internal static class PhonePlans
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>Words near which a number is likelier a phone's.</summary>
    public static readonly string[] ContextWords =
    [
        "phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "call me at", "fax", "text me", "sms",
        "whatsapp", "number is", "contact", "answering at", "reach me", "telefon", "handy", "mobil", "téléphone",
        "portable", "teléfono", "móvil", "telefono", "cellulare", "telefoon", "telefone", "puhelin", "telefonnummer",
        "phone number", "hotline", "my registered", "dial", "ring me",
    ];

    // Where users of the product are likely to be; a number without country code is tried in each.
    private static readonly string[] CommonRegions =
    [
        "US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "IE", "PT", "SE", "NO", "DK", "FI", "PL", "CZ", "HU", "EE",
        "IS", "TR", "IN", "AU", "NZ", "ZA", "JP", "CN", "KR", "SG", "PH", "BR", "MX", "IL",
    ];

    // Tried as well where a word says that the number is a phone's.
    private static readonly string[] OtherRegions =
    [
        "GL", "FO", "AR", "CL", "CO", "PE", "UA", "RO", "BG", "GR", "HR", "SI", "SK", "LT", "LV", "LU", "CY", "MT", "TN", "MA", "AE", "TW", "HK",
        "TH", "MY", "NG", "KE",
    ];

    public static bool IsInternational(ReadOnlySpan<char> value) =>
        CountDigits(value) is >= 7 and <= 15 && IsValidIn(value.ToString(), null);

    /// <summary>Whether a number of the country may have this length, though its block is not assigned; and not one that is.</summary>
    public static bool IsPossibleInternational(ReadOnlySpan<char> value)
    {
        if (CountDigits(value) is < 9 or > 15 || IsRound(value))
        {
            return false;
        }

        try
        {
            var number = Plans.Parse(value.ToString(), null);
            return Plans.IsPossibleNumber(number) && !Plans.IsValidNumber(number);
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>An international number whose prefix is 00 or 011.</summary>
    public static bool IsDialledInternational(ReadOnlySpan<char> value)
    {
        var prefix = value.StartsWith("011", StringComparison.Ordinal) ? 3 : 2;
        return CountDigits(value) is >= 10 and <= 18 && IsValidIn(string.Concat("+", value[prefix..].TrimStart(" .-")), null);
    }

    public static bool IsTurkish(ReadOnlySpan<char> value) => IsValidIn(value.ToString(), "TR");

    // "+10000000000 units": a quantity.
    private static bool IsRound(ReadOnlySpan<char> value) => value.EndsWith("00000");

    public static bool IsNorthAmerican(ReadOnlySpan<char> value) => IsValidIn(value.ToString(), "US");

    /// <summary>Whether it is a valid national number in one of the common regions.</summary>
    public static bool IsNational(ReadOnlySpan<char> value) => IsNationalIn(value, CommonRegions) || IsNationalIn(value, OtherRegions);

    private static bool IsNationalIn(ReadOnlySpan<char> value, string[] regions)
    {
        var count = CountDigits(value);
        if (count is < 6 or > 12 || (count == 6 && value.Length < 8) || IsMonotonous(value) || IsOtherFormat(value))
        {
            return false;
        }

        var text = value.ToString();
        foreach (var region in regions)
        {
            if (IsValidIn(text, region))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A national number with its trunk prefix 0: ten or eleven digits that are no date and no ISBN.</summary>
    public static bool IsTrunk(ReadOnlySpan<char> value) =>
        CountDigits(value) is >= 9 and <= 12 && !value.StartsWith("0-", StringComparison.Ordinal) && IsNationalIn(value, CommonRegions);

    /// <summary>A mobile number with its trunk prefix 0: what a region's plan gives to mobiles alone.</summary>
    public static bool IsMobileTrunk(ReadOnlySpan<char> value)
    {
        var text = value.ToString();
        foreach (var region in CommonRegions)
        {
            try
            {
                var number = Plans.Parse(text, region);
                if (Plans.GetNumberType(number) == PhoneNumberType.MOBILE && Plans.IsValidNumberForRegion(number, region))
                {
                    return true;
                }
            }
            catch (NumberParseException)
            {
                continue;
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

    /// <summary>Dates (2021-05-20, 01.02.2023 and what follows) and 3-2-4 groups, which are no way to write a phone number.</summary>
    private static bool IsOtherFormat(ReadOnlySpan<char> value) =>
        (value.Length >= 10 && IsSeparator(value[4]) && value[4] == value[7] && value[4] != ' ' && (value.StartsWith("19", StringComparison.Ordinal) || value.StartsWith("20", StringComparison.Ordinal)))
        || (value.Length >= 10 && IsSeparator(value[2]) && value[2] == value[5] && (value[6..8] is "19" or "20") && (value.Length == 10 || !char.IsAsciiDigit(value[10])) && CountDigits(value[..10]) == 8 && CountDigits(value[6..10]) == 4)
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
