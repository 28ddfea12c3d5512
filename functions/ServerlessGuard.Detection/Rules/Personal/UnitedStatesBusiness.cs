using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers of employers, bank accounts and health care in the United States.</summary>
internal static class UnitedStatesBusiness
{
    private const string UsRoutingNumberShape = @"\d{9}";

    /// <summary>A United States bank routing number (ABA: Federal Reserve prefix, weights 3 7 1).</summary>
    public static Rule UsRoutingNumber { get; } = new()
    {
        Id = "SG-PII-044",
        Kind = "us-routing-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsRoutingNumberShape,
        MaxLength = 11,
        Check = IsUsRoutingNumber,
        Confidence = 0.3,
        Context = ["routing", "aba", "routing number", "rtn", "transit", "bank", "wire", "ach"],
        Labels = ["aba", "routing", "routing number", "rtn"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsUsRoutingNumber, UsRoutingNumberShape),
        Positives = ["routing «021000021»", "ABA number «011000015»"],
        Negatives = ["routing register, 021000022", "021000021 things", "aba register, 991000021"],
    };

    private static bool IsUsRoutingNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var prefix = Digits.At(digits, 0, 2);
        return prefix is <= 12 or (>= 21 and <= 32) or (>= 61 and <= 72) or 80
            && Weighted.IsMultiple(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1], 10);
    }

    private const string UsBankAccountShape = @"\d{8,17}";

    /// <summary>A bank account number near a word for it (no common format).</summary>
    public static Rule UsBankAccount { get; } = new()
    {
        Id = "SG-PII-045",
        Kind = "us-bank-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 17),
        Pattern = UsBankAccountShape,
        MaxLength = 17,
        Confidence = 0.1,
        Context = ["bank account", "account number", "checking account", "savings account", "bank account number", "acct", "account no", "debit account", "banking account", "bank number"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, UsBankAccountShape),
        Positives = ["bank account «12345678901»", "account number: «00448812345»"],
        Negatives = ["item 12345678901", "bank account 1234567"],
    };

    private const string UsMbiShape = @"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}";

    /// <summary>A Medicare beneficiary identifier (CMS: eleven places, letters without S L O I B Z).</summary>
    public static Rule UsMbi { get; } = new()
    {
        Id = "SG-PII-048",
        Kind = "us-mbi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 1),
        Pattern = UsMbiShape,
        MaxLength = 13,
        Confidence = 0.6,
        Context = ["mbi", "medicare", "beneficiary", "cms"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, UsMbiShape),
        Positives = ["Medicare «1EG4-TE5-MK72»", "MBI «2A34C56DE78»"],
        Negatives = ["1SG4-TE5-MK72", "0EG4-TE5-MK72", "1EG4-TE5-MKA2"],
    };

    private const string UsNpiShape = @"[12]\d{9}";

    /// <summary>A United States national provider identifier (45 CFR 162.406: Luhn over the prefix 80840).</summary>
    public static Rule UsNpi { get; } = new()
    {
        Id = "SG-PII-049",
        Kind = "us-npi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = UsNpiShape,
        MaxLength = 10,
        Check = IsUsNpiProvider,
        Confidence = 0.3,
        Context = ["npi", "provider", "national provider", "provider identifier", "physician", "doctor"],
        Labels = ["npi"],
        Surrogate = Surrogates.SameShape(IsUsNpiProvider, UsNpiShape),
        Positives = ["NPI «1234567893»", "provider: «1245319599»"],
        Negatives = ["NPI register, 1234567890", "1234567893 rows"],
    };

    private static bool IsUsNpiProvider(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits.AsSpan(1)) && Luhn.IsValid("80840" + digits);
    }

    private const string UsDeaNumberShape = @"[A-HJ-NPR-UX][A-Z9]\d{7}";

    /// <summary>A DEA registration number of a prescriber (21 CFR 1301: two letters, six digits, check digit).</summary>
    public static Rule UsDeaNumber { get; } = new()
    {
        Id = "SG-PII-050",
        Kind = "us-dea-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 2),
        Pattern = UsDeaNumberShape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = IsRegistered,
        Confidence = 0.55,
        Context = ["dea", "prescriber", "registration", "dea number", "controlled substance"],
        Labels = ["dea", "dea number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsRegistered, UsDeaNumberShape, ignoreCase: true),
        Positives = ["DEA number «AB1234563»", "prescriber «BS2234588»"],
        Negatives = ["DEA register, AB1234564", "AB123456"],
    };

    private static bool IsRegistered(ReadOnlySpan<char> value)
    {
        var digits = value[2..];
        return (Weighted.Sum(digits, [1, 2, 1, 2, 1, 2])) % 10 == digits[6] - '0';
    }

    private const string UsEinShape = @"\d{2}-\d{7}";

    /// <summary>A United States employer identification number (IRS) near a word for it.</summary>
    public static Rule UsEin { get; } = new()
    {
        Id = "SG-PII-051",
        Kind = "us-ein",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsEinShape,
        MaxLength = 10,
        Confidence = 0.05,
        Context = ["ein", "employer identification", "employer id", "federal tax id", "fein"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, UsEinShape),
        Positives = ["EIN «12-3456789»", "FEIN: «98-7654321»"],
        Negatives = ["part 12-3456789", "EIN 12-345"],
    };

    private const string UsNpiGroupedShape = @"[12]\d{3}[- ]\d{3}[- ]\d{3}";

    /// <summary>A United States national provider identifier in groups (45 CFR 162.406: Luhn over the prefix 80840).</summary>
    public static Rule UsNpiGrouped { get; } = new()
    {
        Id = "SG-PII-152",
        Kind = "us-npi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = UsNpiGroupedShape,
        MaxLength = 12,
        Check = IsUsNpiGroupedProvider,
        Confidence = 0.55,
        Context = ["npi", "provider", "national provider", "provider identifier", "physician", "doctor"],
        Labels = ["npi"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsUsNpiGroupedProvider, UsNpiGroupedShape),
        Positives = ["filed by «1234-567-893» today", "NPI «1245 319 599»"],
        Negatives = ["1234-567-890", "3234-567-893"],
    };

    private static bool IsUsNpiGroupedProvider(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits.AsSpan(1)) && Luhn.IsValid("80840" + digits);
    }

    private const string UsRoutingNumberGroupedShape = @"\d{4}-\d{4}-\d";

    /// <summary>A United States bank routing number with its hyphens (ABA: Federal Reserve prefix, weights 3 7 1).</summary>
    public static Rule UsRoutingNumberGrouped { get; } = new()
    {
        Id = "SG-PII-153",
        Kind = "us-routing-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsRoutingNumberGroupedShape,
        MaxLength = 11,
        Check = IsUsRoutingNumberGrouped,
        Confidence = 0.6,
        Context = ["routing", "aba", "routing number", "rtn", "transit", "bank", "wire", "ach"],
        Labels = ["aba", "routing", "routing number", "rtn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsUsRoutingNumberGrouped, UsRoutingNumberGroupedShape),
        Positives = ["to «0210-0002-1» today", "ABA «0110-0001-5»"],
        Negatives = ["0210-0002-2", "9910-0002-1"],
    };

    private static bool IsUsRoutingNumberGrouped(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var prefix = Digits.At(digits, 0, 2);
        return prefix is <= 12 or (>= 21 and <= 32) or (>= 61 and <= 72) or 80
            && Weighted.IsMultiple(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1], 10);
    }
}
