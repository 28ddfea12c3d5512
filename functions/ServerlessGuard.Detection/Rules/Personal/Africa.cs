using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Nigerian and South African authorities issue.</summary>
internal static class Africa
{
    private const string ZaIdNumberShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[0-2]\d{2}";

    /// <summary>A South African identity number (date, gender, citizenship 0-2, Luhn).</summary>
    public static Rule ZaIdNumber { get; } = new()
    {
        Id = "SG-PII-114",
        Kind = "za-id-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ZaIdNumberShape,
        MaxLength = 13,
        Check = IsZaIdNumber,
        Confidence = 0.5,
        Context = ["rsa id", "south african", "identity number", "id number", "sa id", "permanent resident"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsZaIdNumber, ZaIdNumberShape),
        Positives = ["RSA ID «8001015009087»", "South African «9202204720075»"],
        Negatives = ["8001015009086", "8013015009087"],
    };

    private static bool IsZaIdNumber(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value) && Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2));
    }

    private const string NgNinShape = @"\d{11}";

    /// <summary>A Nigerian national identification number (eleven digits) near a word for it.</summary>
    public static Rule NgNin { get; } = new()
    {
        Id = "SG-PII-115",
        Kind = "ng-nin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = NgNinShape,
        MaxLength = 11,
        Check = IsNgNin,
        Confidence = 0.1,
        Context = ["nin", "nimc", "national identification number", "nigeria", "nigerian"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsNgNin, NgNinShape),
        Positives = ["NIN «12345678901»", "Nigerian NIN: «70123456784»"],
        Negatives = ["12345678901 rows", "NIN 1234567890"],
    };

    private static bool IsNgNin(ReadOnlySpan<char> value)
    {
        return !Digits.AllSame(value);
    }

    private const string NgVehicleRegistrationShape = @"[A-Z]{3}-\d{3}[A-Z]{2}";

    /// <summary>A Nigerian vehicle registration (three letters, three digits, two letters).</summary>
    public static Rule NgVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-116",
        Kind = "ng-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 3, maxBefore: 4),
        Pattern = NgVehicleRegistrationShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.6,
        Context = ["plate", "vehicle", "number plate", "car", "nigeria"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, NgVehicleRegistrationShape, ignoreCase: true),
        Positives = ["plate «KJA-999PZ»", "«APP-456CV» was parked"],
        Negatives = ["KJA-99PZ", "123-456AB"],
    };
}
