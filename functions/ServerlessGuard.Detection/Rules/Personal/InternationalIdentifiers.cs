using System.Globalization;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers of devices, vehicles, researchers, patients and places that no single country issues.</summary>
internal static class InternationalIdentifiers
{
    private const string GeoCoordinatesShape = @"[+-]?\d{1,2}\.\d{4,10}°?[NS]?[,;] ?[+-]?\d{1,3}\.\d{4,10}";

    /// <summary>Latitude and longitude in decimal degrees (ISO 6709 ranges), at least four places each.</summary>
    public static Rule GeoCoordinates { get; } = new()
    {
        Id = "SG-PII-031",
        Kind = "geo-coordinates",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 13, maxBefore: 1),
        Pattern = GeoCoordinatesShape,
        MaxLength = 32,
        Check = IsGeoCoordinates,
        Confidence = 0.7,
        Context = ["lat", "latitude", "longitude", "location", "gps", "coordinates"],
        Surrogate = Surrogates.SameShape(IsGeoCoordinates, GeoCoordinatesShape),
        Positives = ["seen at «52.520008, 13.404954»", "gps «-33.85678,151.21530»"],
        Negatives = ["91.0000, 181.0000", "3.14159 and 2.71828", "12.5, 13.5"],
    };

    private static bool IsGeoCoordinates(ReadOnlySpan<char> value)
    {
        var comma = value.IndexOfAny(',', ';');
        return Within(value[..comma].TrimEnd("°NS"), 90) && Within(value[(comma + 1)..].Trim(), 180);
    }

    private static bool Within(ReadOnlySpan<char> value, double limit) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit;

    private const string VinShape = @"[A-HJ-NPR-Z0-9]{17}";

    /// <summary>A vehicle identification number (ISO 3779; check digit of 49 CFR 565, as North America requires).</summary>
    public static Rule Vin { get; } = new()
    {
        Id = "SG-PII-032",
        Kind = "vehicle-vin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(17, 17),
        Pattern = VinShape,
        MaxLength = 17,
        Check = IsVin,
        Confidence = 0.6,
        Context = ["vin", "vehicle", "chassis"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsVin, VinShape),
        Positives = ["VIN «1M8GDM9AXKP042788»", "car «1HGCM82633A004352» sold"],
        Negatives = ["1M8GDM9AYKP042788", "11111111111111111"],
    };

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    private static bool IsVin(ReadOnlySpan<char> value)
    {
        if (value.Length != 17 || !value.ContainsAnyInRange('A', 'Z'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Weights[i] * Transliterate(value[i]);
        }

        return value[8] == (sum % 11 == 10 ? 'X' : (char)('0' + (sum % 11)));
    }

    /// <summary>A-H are 1-8, J-R are 1-9 (no O, Q), S-Z are 2-9.</summary>
    private static int Transliterate(char c) => c switch
    {
        <= '9' => c - '0',
        <= 'H' => c - 'A' + 1,
        <= 'R' => c - 'J' + 1,
        _ => c - 'S' + 2,
    };

    private const string ImeiShape = @"\d{15}|\d{2}[ -]\d{6}[ -]\d{6}[ -]\d";

    /// <summary>A mobile device identity (3GPP TS 23.003 IMEI, Luhn check digit).</summary>
    public static Rule Imei { get; } = new()
    {
        Id = "SG-PII-033",
        Kind = "device-imei",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(15, 15),
        Pattern = ImeiShape,
        MaxLength = 18,
        Check = IsImei,
        Confidence = 0.3,
        Context = ["imei", "device", "handset", "phone", "serial"],
        Labels = ["imei"],
        Surrogate = Surrogates.SameShape(IsImei, ImeiShape),
        Positives = ["IMEI «490154203237518»", "handset imei: «35-209900-176148-1»"],
        Negatives = ["IMEI register, 490154203237519", "490154203237518 units sold"],
    };

    private static bool IsImei(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    private const string MedicalRecordNumberShape = @"(?:[A-Z]{1,3}-?)?\d{5,10}";

    /// <summary>A medical record or patient number after its name (no common format exists).</summary>
    public static Rule MedicalRecordNumber { get; } = new()
    {
        Id = "SG-PII-035",
        Kind = "medical-record-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 10, maxBefore: 5),
        Pattern = MedicalRecordNumberShape,
        MaxLength = 14,
        Confidence = 0.05,
        Context = ["mrn", "medical record", "medical record number", "patient id", "patient number", "patient no", "chart number", "hospital number", "patientennummer", "krankenakte"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, MedicalRecordNumberShape),
        Positives = ["MRN: «00482913»", "patient id «AB-1234567»"],
        Negatives = ["order 00482913", "MRN 12"],
    };

    private const string OrcidShape = @"\d{4}-\d{4}-\d{4}-\d{3}[\dX]";

    /// <summary>A researcher identifier (ORCID: sixteen digits, ISO 7064 MOD 11-2).</summary>
    public static Rule Orcid { get; } = new()
    {
        Id = "SG-PII-150",
        Kind = "orcid",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(15, 16),
        Pattern = OrcidShape,
        MaxLength = 19,
        Check = IsOrcid,
        Confidence = 0.85,
        Context = ["orcid"],
        Labels = ["orcid"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsOrcid, OrcidShape),
        Positives = ["ORCID «0000-0002-1825-0097»", "orcid.org/«0000-0001-5109-3700»"],
        Negatives = ["0000-0002-1825-0098", "0000-0002-1825"],
    };

    private static bool IsOrcid(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Radix2(Digits.AndLetters(value));
    }

    private const string VinAnywhereShape = @"[A-HJ-NPR-Z0-9]{17}";

    /// <summary>A vehicle identification number without the North American check digit (ISO 3779, first character a region) near a word for it.</summary>
    public static Rule VinAnywhere { get; } = new()
    {
        Id = "SG-PII-243",
        Kind = "vehicle-vin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(17, 17),
        Pattern = VinAnywhereShape,
        MaxLength = 17,
        Check = IsVinAnywhere,
        Confidence = 0.2,
        Context = ["vin", "fahrgestellnummer", "fin", "chassis", "chassis number", "châssis", "número de bastidor", "telaio", "vehicle identification", "rammenummer", "車台番号"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsVinAnywhere, VinAnywhereShape),
        Positives = ["VIN «WVWZZZ1JZXW000001»", "Fahrgestellnummer: «WDB1240661J065432»"],
        Negatives = ["part WVWZZZ1JZXW000001", "VIN 12345678901234567"],
    };

    private static bool IsVinAnywhere(ReadOnlySpan<char> value) => !IsVin(value) && value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('0', '9') && !value[..3].ContainsAny('I', 'O', 'Q');
}
