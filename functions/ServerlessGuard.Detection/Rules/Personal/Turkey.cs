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
        DigitsConfidence = 0.3,
        Context = ["tckn", "tc kimlik", "kimlik", "kimlik numarası", "turkish id", "t.c. kimlik no", "tc no", "vatandaşlık"],
        Labels = ["tckn", "tc kimlik", "kimlik numarası", "t.c. kimlik no", "tc no"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsTrNationalId, TrNationalIdShape),
        Positives = ["TC kimlik «10000000146»", "TCKN: «36493665440»"],
        Negatives = ["TC kimlik register, 10000000147", "10000000145", "00000000000"],
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

    private const string TrTaxNumberShape = @"\d{10}";

    /// <summary>A Turkish tax number (GİB VKN: ten digits, the last one a check digit) near a word for it.</summary>
    public static Rule TrTaxNumber { get; } = new()
    {
        Id = "SG-PII-211",
        Kind = "tr-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = TrTaxNumberShape,
        MaxLength = 10,
        Check = IsTrTaxNumber,
        Confidence = 0.2,
        Context = ["vergi numarası", "vergi no", "vkn", "vergi kimlik", "tax number", "vergi dairesi"],
        Labels = ["vergi numarası", "vergi no", "vkn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsTrTaxNumber, TrTaxNumberShape),
        Positives = ["VKN «1234567890»", "vergi numarası: «0123456789»"],
        Negatives = ["sipariş 1234567890", "VKN register, 1234567891"],
    };

    private static bool IsTrTaxNumber(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            var shifted = (value[i] - '0' + 9 - i) % 10;
            var rest = shifted * (1 << (9 - i)) % 9;
            sum += shifted != 0 && rest == 0 ? 9 : rest;
        }

        return (10 - (sum % 10)) % 10 == value[9] - '0';
    }

    private const string TrPassportShape = @"[A-Z]\d{8}|[A-Z]{2}\d{7}";

    /// <summary>A Turkish passport number (a letter and eight digits, or two letters and seven digits) near a word for it.</summary>
    public static Rule TrPassport { get; } = new()
    {
        Id = "SG-PII-212",
        Kind = "tr-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 2),
        Pattern = TrPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["pasaport", "pasaport no", "pasaport numarası"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, TrPassportShape),
        Positives = ["Pasaport no «U12345678»", "pasaport numarası «AB1234567»"],
        Negatives = ["parça U12345678", "pasaport U1234"],
    };

    private const string TrPostcodeShape = @"(?:0[1-9]|[1-7]\d|8[01])\d{3}";

    /// <summary>A Turkish postcode (province and three digits) near a word for it.</summary>
    public static Rule TrPostcode { get; } = new()
    {
        Id = "SG-PII-213",
        Kind = "tr-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 5),
        Pattern = TrPostcodeShape,
        MaxLength = 5,
        Confidence = 0.05,
        Context = ["posta kodu", "postakodu"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, TrPostcodeShape),
        Positives = ["posta kodu «34000»", "Posta kodu: «06100»"],
        Negatives = ["adet 34000", "posta kodu 99000"],
    };

    private const string TrVehicleCurrentShape = @"(?:0[1-9]|[1-7]\d|8[01]) (?:[A-Z] \d{4,5}|[A-Z]{2} \d{3,4}|[A-Z]{3} \d{2,3})";

    /// <summary>A Turkish vehicle registration as the regulation allows it: one letter and four or five digits, two and three or four, three and two or three.</summary>
    public static Rule TrVehicleCurrent { get; } = new()
    {
        Id = "SG-PII-241",
        Kind = "tr-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 7),
        Pattern = TrVehicleCurrentShape,
        MaxLength = 11,
        Confidence = 0.5,
        Context = ["plaka", "araç", "plakalı", "araba"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, TrVehicleCurrentShape),
        Positives = ["araç «34 ABC 123» geldi", "«06 AB 1234» satıldı"],
        Negatives = ["99 ABC 123", "12 AB"],
    };
}
