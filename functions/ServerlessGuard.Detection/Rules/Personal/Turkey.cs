using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Turkish authorities issue.</summary>
internal static class Turkey
{
    private const string TrNationalIdShape = @"[1-9]\d{10}";

    /// <summary>A Turkish identity number (TCKN: two check digits).</summary>
    public static Rule TrNationalId { get; } = new()
    {
        Id = "SG-PII-111",
        Kind = "tr-national-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = TrNationalIdShape,
        MaxLength = 11,
        Check = IsTrNationalId,
        Confidence = 0.55,
        Context = ["tckn", "tc kimlik", "kimlik", "kimlik numarası", "turkish id", "t.c. kimlik no", "tc no", "vatandaşlık"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsTrNationalId, TrNationalIdShape),
        Positives = ["TC kimlik «10000000146»", "TCKN: «36493665440»"],
        Negatives = ["10000000145", "00000000000"],
    };

    private static bool IsTrNationalId(ReadOnlySpan<char> value)
    {
        var odd = Weighted.Sum(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
        var even = Weighted.Sum(value, [0, 1, 0, 1, 0, 1, 0, 1]);
        return ((7 * odd) + (9 * even)) % 10 == value[9] - '0' && (odd + even + value[9] - '0') % 10 == value[10] - '0';
    }

    private const string TrVehicleRegistrationShape = @"(?:0[1-9]|[1-7]\d|8[01]) [A-Z]{1,3} \d{2,5}";

    /// <summary>A Turkish vehicle registration (province 01-81, letters, digits).</summary>
    public static Rule TrVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-112",
        Kind = "tr-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 2),
        Pattern = TrVehicleRegistrationShape,
        IgnoreCase = true,
        MaxLength = 12,
        Confidence = 0.3,
        Context = ["plaka", "plate", "araç", "license plate", "licence plate"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, TrVehicleRegistrationShape, ignoreCase: true),
        Positives = ["plaka «34 ABC 1234»", "plaka: «06 JK 567»"],
        Negatives = ["34 ABC 1234 rows", "plaka 82 ABC 123"],
    };
}
