using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Australian authorities issue.</summary>
internal static class Australia
{
    private const string AuTfnShape = @"\d{3} \d{3} \d{3}|\d{9}";

    /// <summary>An Australian tax file number (ATO: weights 1 4 3 7 5 8 6 9 10, modulus 11).</summary>
    public static Rule AuTfn { get; } = new()
    {
        Id = "SG-PII-060",
        Kind = "au-tfn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = AuTfnShape,
        MaxLength = 11,
        Check = IsAuTfn,
        Confidence = 0.4,
        Context = ["tfn", "tax file", "tax file number"],
        Labels = ["tfn", "tax file", "tax file number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAuTfn, AuTfnShape),
        Positives = ["TFN «876 543 210»", "tax file number «123456782»"],
        Negatives = ["TFN register, 876 543 211", "876543210 rows"],
    };

    private static bool IsAuTfn(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [1, 4, 3, 7, 5, 8, 6, 9, 10], 11);
    }

    private const string AuAbnShape = @"[1-9]\d \d{3} \d{3} \d{3}|[1-9]\d{10}";

    /// <summary>An Australian business number (ABR: first digit less one, modulus 89).</summary>
    public static Rule AuAbn { get; } = new()
    {
        Id = "SG-PII-061",
        Kind = "au-abn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = AuAbnShape,
        MaxLength = 14,
        Check = IsAuAbn,
        Confidence = 0.5,
        DigitsConfidence = 0.3,
        Context = ["abn", "australian business", "business number"],
        Labels = ["abn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAuAbn, AuAbnShape),
        Positives = ["ABN «51 824 753 556»", "«53004085648» is the ABN"],
        Negatives = ["51 824 753 557", "ABN register, 51824753557"],
    };

    private static bool IsAuAbn(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return (Weighted.Sum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;
    }

    private const string AuAcnShape = @"\d{3} \d{3} \d{3}|\d{9}";

    /// <summary>An Australian company number (ASIC: weights 8 to 1, modulus 10).</summary>
    public static Rule AuAcn { get; } = new()
    {
        Id = "SG-PII-062",
        Kind = "au-acn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = AuAcnShape,
        MaxLength = 11,
        Check = IsAuAcn,
        Confidence = 0.3,
        Context = ["acn", "australian company", "company number"],
        Labels = ["acn"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsAuAcn, AuAcnShape),
        Positives = ["ACN «004 085 616»", "company number «010499966»"],
        Negatives = ["ACN register, 004 085 617", "004085616 rows"],
    };

    private static bool IsAuAcn(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && (Weighted.Sum(digits, [8, 7, 6, 5, 4, 3, 2, 1]) + digits[8] - '0') % 10 == 0;
    }

    private const string AuMedicareShape = @"[2-6]\d{3} \d{5} \d(?:[ /-]?\d)?";

    /// <summary>An Australian Medicare card number (first digit 2-6, weights 1 3 7 9, modulus 10).</summary>
    public static Rule AuMedicare { get; } = new()
    {
        Id = "SG-PII-063",
        Kind = "au-medicare",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = AuMedicareShape,
        MaxLength = 14,
        Check = IsAuMedicare,
        Confidence = 0.6,
        Context = ["medicare", "medicare card", "medicare number"],
        Labels = ["medicare", "medicare card", "medicare number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAuMedicare, AuMedicareShape),
        Positives = ["card «2123 45670 1» shown", "medicare card «3123 45671 1»"],
        Negatives = ["2123 45671 1", "1123 45670 1"],
    };

    private static bool IsAuMedicare(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';
    }

    private const string AuMedicareBareShape = @"[2-6]\d{9,10}";

    /// <summary>An Australian Medicare card number without spaces, near a word for it.</summary>
    public static Rule AuMedicareBare { get; } = new()
    {
        Id = "SG-PII-154",
        Kind = "au-medicare",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = AuMedicareBareShape,
        MaxLength = 11,
        Check = IsAuMedicareBare,
        Confidence = 0.2,
        Context = ["medicare", "medicare card", "medicare number"],
        Labels = ["medicare number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAuMedicareBare, AuMedicareBareShape),
        Positives = ["Medicare «2123456701»", "medicare card «3123456711»"],
        Negatives = ["2123456701 rows", "Medicare 2123456711"],
    };

    private static bool IsAuMedicareBare(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';
    }

    private const string AuBankAccountShape = @"\d{3}[- ]\d{3}(?:[,;/ ]{1,3}(?:[Aa]cc(?:ount|\.)?(?: [Nn]o\.?| [Nn]umber)?:? ?)?\d{5,9})?";

    /// <summary>An Australian BSB number with an account number (AusPayNet) near a word for it.</summary>
    public static Rule AuBankAccount { get; } = new()
    {
        Id = "SG-PII-187",
        Kind = "au-bank-account",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 15),
        Pattern = AuBankAccountShape,
        MaxLength = 42,
        Confidence = 0.2,
        Context = ["bsb", "bsb number", "account number", "direct debit"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, AuBankAccountShape),
        Positives = ["BSB «062-000»", "BSB «082-080 12345678»"],
        Negatives = ["room 062-000", "BSB 0620"],
    };

    private const string AuPassportShape = @"[A-Z]{1,2}\d{7}";

    /// <summary>An Australian passport number (one or two letters and seven digits) near a word for it.</summary>
    public static Rule AuPassport { get; } = new()
    {
        Id = "SG-PII-188",
        Kind = "au-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 2),
        Pattern = AuPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["australian passport"],
        ContextConfidence = 0.92,
        Surrogate = Surrogates.SameShape(null, AuPassportShape),
        Positives = ["australian passport «PA1234567»", "australian passport «N1234567»"],
        Negatives = ["part N1234567", "passport number N123456"],
    };

    private const string AuDrivingLicenceShape = @"\d{8,10}|\d{7}|[A-Z]\d{5,6}|\d{2} ?\d{3} ?\d{3}";

    /// <summary>An Australian driving licence number (by state, six to ten characters) near a word for it.</summary>
    public static Rule AuDrivingLicence { get; } = new()
    {
        Id = "SG-PII-189",
        Kind = "au-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 10, maxBefore: 1),
        Pattern = AuDrivingLicenceShape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["driver licence", "driver's licence", "drivers licence", "driving licence", "licence number", "licence no", "nsw licence", "victorian licence"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, AuDrivingLicenceShape),
        Positives = ["Driver licence «12345678»", "licence number «S12345»"],
        Negatives = ["order 12345678", "licence number 12"],
    };
}
