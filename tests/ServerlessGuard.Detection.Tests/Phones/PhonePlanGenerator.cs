using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using PhoneNumbers;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests.Phones;

/// <summary>
/// Makes <c>phones.bin</c> from libphonenumber's metadata: minimal automata of assigned and of possible international numbers, of national
/// numbers in common and in all regions, of mobile numbers, and of Turkish ones.
/// </summary>
internal static partial class PhonePlanGenerator
{
    /// <summary>Countries in which users of the product are likely to be; a number without country code is looked for in each.</summary>
    public static readonly string[] CommonRegions =
    [
        "US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "IE", "PT", "SE", "NO", "DK", "FI", "PL", "CZ", "HU", "EE",
        "IS", "TR", "IN", "AU", "NZ", "ZA", "JP", "CN", "KR", "SG", "PH", "BR", "MX", "IL",
    ];

    // Looked at as well where a word says that the number is a phone's.
    private static readonly string[] OtherRegions =
    [
        "GL", "FO", "AR", "CL", "CO", "PE", "UA", "RO", "BG", "GR", "HR", "SI", "SK", "LT", "LV", "LU", "CY", "MT", "TN", "MA", "AE", "TW",
        "HK",
        "TH", "MY", "NG", "KE",
    ];

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>The resource before it is deflated.</summary>
    public static byte[] Generate() =>
    [
        .. Encode(International()), .. Encode(Possible()), .. Encode(CommonRegions.Select(NationalOf)),
        .. Encode(CommonRegions.Concat(OtherRegions).Select(NationalOf)), .. Encode(Mobile()), .. Encode([NationalOf("TR")]),
    ];

    /// <summary>Writes the resource.</summary>
    public static void Write(string path)
    {
        using var file = File.Create(path);
        using var deflated = new DeflateStream(file, CompressionLevel.SmallestSize);
        deflated.Write(Generate());
    }

    /// <summary>Country code, then a number of any region that has it.</summary>
    private static IEnumerable<string> International()
    {
        foreach (var regions in Library.GetSupportedRegions()
            .Order(StringComparer.Ordinal)
            .Select(Library.GetMetadataForRegion)
            .GroupBy(static region => region.CountryCode))
        {
            yield return $"{regions.Key}(?:{string.Join('|', regions.Select(NumbersOf))})";
        }

        foreach (var code in Library.GetSupportedGlobalNetworkCallingCodes().Order())
        {
            yield return $"{code}(?:{NumbersOf(Library.GetMetadataForNonGeographicalRegion(code))})";
        }
    }

    /// <summary>Country code, then as many digits as a number of it may have.</summary>
    private static IEnumerable<string> Possible() => Library.GetSupportedRegions()
        .Order(StringComparer.Ordinal)
        .Select(Library.GetMetadataForRegion)
        .Where(static region => region.MainCountryForCode || Library.GetRegionCodesForCountryCode(region.CountryCode).Count == 1)
        .Select(
            static region =>
                $"{region.CountryCode}(?:{string.Join('|', region.GeneralDesc.PossibleLengthList.Select(static length => $"[0-9]{{{length}}}"))})");

    /// <summary>Mobile numbers of the common regions, where their pattern is not that of fixed lines too.</summary>
    private static IEnumerable<string> Mobile() => CommonRegions.Select(Library.GetMetadataForRegion)
        .Where(static region => region.Mobile.NationalNumberPattern != region.FixedLine.NationalNumberPattern)
        .Select(static region =>
            $"(?:{region.NationalPrefix}|{region.CountryCode})?(?:{Space().Replace(region.Mobile.NationalNumberPattern, "")})");

    /// <summary>A number of a region, with or without its trunk prefix or its country code.</summary>
    private static string NationalOf(string code)
    {
        var region = Library.GetMetadataForRegion(code);
        return $"(?:{region.NationalPrefix}|{region.CountryCode})?(?:{NumbersOf(region)})";
    }

    private static string NumbersOf(PhoneMetadata region)
    {
        PhoneNumberDesc?[] kinds =
        [
            region.FixedLine, region.Mobile, region.TollFree, region.PremiumRate, region.SharedCost, region.PersonalNumber, region.Voip,
            region.Pager, region.Uan, region.Voicemail,
        ];
        return string.Join('|', kinds.Where(
            static kind => kind is { HasNationalNumberPattern: true } && kind.NationalNumberPattern is not ("" or "NA"))
            .Select(static kind => $"(?:{Space().Replace(kind!.NationalNumberPattern, "")})").Distinct());
    }

    private static byte[] Encode(IEnumerable<string> patterns)
    {
        var (next, accepts) = DigitAutomatonBuilder.Build(new PatternNode.Choice([.. patterns.Select(PatternParser.Parse)]));
        var data = new byte[2 + (20 * next.Count) + ((next.Count + 7) / 8)];
        BinaryPrimitives.WriteUInt16LittleEndian(data, checked((ushort)next.Count));
        for (var state = 0; state < next.Count; state++)
        {
            for (var digit = 0; digit < 10; digit++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 + (20 * state) + (2 * digit)), (ushort)next[state][digit]);
            }

            data[2 + (20 * next.Count) + (state / 8)] |= (byte)(accepts[state] ? 1 << (state % 8) : 0);
        }

        return data;
    }

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();
}
