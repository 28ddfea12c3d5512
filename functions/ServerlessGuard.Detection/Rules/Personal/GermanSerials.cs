using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>German numbers that their grouping or a check digit among letters makes known without a word near them.</summary>
internal static class GermanSerials
{
    private const string DeTaxNumberByStateShape = @"\d{3}/\d{3}/\d{5}|\d{2}/\d{3}/\d{5}|\d{3}/\d{4}/\d{4}";

    /// <summary>A German tax number in the groups of a state (BMF: 3-3-5, 2-3-5, in North Rhine-Westphalia 3-4-4), with slashes.</summary>
    public static Rule DeTaxNumberByState { get; } = new()
    {
        Id = "SG-PII-246",
        Kind = "de-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = DeTaxNumberByStateShape,
        MaxLength = 13,
        Confidence = 0.55,
        Context = ["steuernummer", "st.-nr", "st.-nr.", "stnr", "steuer-nr", "finanzamt", "steuernr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, DeTaxNumberByStateShape),
        Positives = ["Unter «181/815/08155» geführt", "Nr. «133/8150/8150»"],
        Negatives = ["Unter 181/815/0815 geführt", "1181/815/08155", "12/3456/7890"],
    };

    private const string DeSerialShape = @"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\d";

    /// <summary>A German identity card's serial with its check digit (PAuswV: letter of the authority L to Y, ICAO 9303 weights 7 3 1), letters among its digits.</summary>
    public static Rule DeIdCardSerial { get; } = new()
    {
        Id = "SG-PII-247",
        Kind = "de-id-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8),
        Pattern = DeSerialShape,
        MaxLength = 9,
        Check = IsIdCardSerial,
        LabelCheck = IsAlone,
        Confidence = 0.55,
        Context = ["ausweis", "personalausweis", "ausweisnummer", "identity card", "id card", "perso"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIdCardSerial, DeSerialShape, keep: 1, tries: 4000),
        Positives = ["Nummer «LZ63K1T45» liegt vor"],
        Negatives = ["Nummer LZ63K1T46 liegt vor", "T22000129", "https://contoso.com/services/LZ63K1T45"],
    };

    private const string DePassportSerialShape = @"[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{7}\d";

    /// <summary>A German passport's serial with its check digit (PassV: first letter C to K, ICAO 9303 weights 7 3 1), letters among its digits.</summary>
    public static Rule DePassportSerial { get; } = new()
    {
        Id = "SG-PII-248",
        Kind = "de-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8),
        Pattern = DePassportSerialShape,
        MaxLength = 9,
        Check = IsSerial,
        LabelCheck = IsAlone,
        Confidence = 0.55,
        Context = ["reisepass", "pass-nr", "pass nr", "pass-nr.", "passnummer", "passport"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsSerial, DePassportSerialShape, keep: 1, tries: 4000),
        Positives = ["Nummer «C5H7RT034» liegt vor"],
        Negatives = ["Nummer C5H7RT035 liegt vor", "C12345678", "build=C5H7RT034"],
    };

    private static bool IsIdCardSerial(ReadOnlySpan<char> value) => value[0] is >= 'L' and <= 'Y' && IsSerial(value);

    /// <summary>Letters after the first one, three digits at least, and the last one their check digit (ICAO 9303).</summary>
    private static bool IsSerial(ReadOnlySpan<char> value)
    {
        var (letters, digits, sum) = (0, 0, 0);
        for (var i = 0; i < value.Length; i++)
        {
            var isDigit = char.IsAsciiDigit(value[i]);
            letters += isDigit ? 0 : 1;
            digits += isDigit ? 1 : 0;
            sum += i < value.Length - 1 ? (isDigit ? value[i] - '0' : value[i] - 'A' + 10) * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1) : 0;
        }

        return letters > 1 && digits > 2 && sum % 10 == value[^1] - '0';
    }

    /// <summary>Not a part of an address or of a setting, where other systems have identifiers of the same letters.</summary>
    private static bool IsAlone(ReadOnlySpan<char> before, ReadOnlySpan<char> label) => before.IsEmpty || before[^1] is not ('/' or '=' or '-' or '.' or ':');
}
