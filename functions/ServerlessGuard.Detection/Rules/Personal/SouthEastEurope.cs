using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Greek, Bulgarian, Romanian and Ukrainian authorities issue.</summary>
internal static class SouthEastEurope
{
    private const string RoCnpShape = @"[1-9]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[1-4]\d|5[0-2]|70)\d{4}";

    /// <summary>A Romanian personal numeric code (sex and century, date, county, weights 279146358279, modulus 11).</summary>
    public static Rule RoCnp { get; } = new()
    {
        Id = "SG-PII-105",
        Kind = "ro-cnp",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = RoCnpShape,
        MaxLength = 13,
        Check = IsRoCnp,
        Confidence = 0.6,
        Context = ["cnp", "cod numeric personal"],
        Labels = ["cnp", "cod numeric personal"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsRoCnp, RoCnpShape),
        Positives = ["CNP «1800101221144»", "cod numeric personal «2960512034561»"],
        Negatives = ["1800101221145", "1801301221144"],
    };

    private static bool IsRoCnp(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        return (rest == 10 ? 1 : rest) == value[12] - '0';
    }

    private const string BgEgnShape = @"\d{2}(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}";

    /// <summary>A Bulgarian uniform civil number (date, weights 2 4 8 5 10 9 7 3 6, modulus 11) near a word for it.</summary>
    public static Rule BgEgn { get; } = new()
    {
        Id = "SG-PII-106",
        Kind = "bg-egn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = BgEgnShape,
        MaxLength = 10,
        Check = IsBgEgn,
        Confidence = 0.3,
        Context = ["егн", "egn", "eгh", "единен граждански номер", "bulgarian", "uniform civil number"],
        Labels = ["егн", "egn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBgEgn, BgEgnShape),
        Positives = ["EGN «7523169263»", "Bulgarian «8032056031»"],
        Negatives = ["EGN register, 7523169264", "7523169263 rows"],
    };

    private static bool IsBgEgn(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == value[9] - '0';
    }

    private const string GrAfmShape = @"\d{9}";

    /// <summary>A Greek tax number (AFM: powers of two, modulus 11) near a word for it.</summary>
    public static Rule GrAfm { get; } = new()
    {
        Id = "SG-PII-110",
        Kind = "gr-afm",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = GrAfmShape,
        MaxLength = 9,
        Check = IsGrAfm,
        Confidence = 0.2,
        Context = ["αφμ", "afm", "α.φ.μ.", "tax id"],
        Labels = ["αφμ", "afm"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsGrAfm, GrAfmShape),
        Positives = ["AFM «123456783»", "afm «090000045»"],
        Negatives = ["AFM register, 123456784", "123456783 rows"],
    };

    private static bool IsGrAfm(ReadOnlySpan<char> value)
    {
        return !Digits.AllSame(value) && Weighted.Sum(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == value[8] - '0';
    }

    private const string UaTaxNumberShape = @"\d{10}";

    /// <summary>A Ukrainian taxpayer number (RNOKPP: weights -1 5 7 9 4 6 10 5 7, modulus 11) near a word for it.</summary>
    public static Rule UaTaxNumber { get; } = new()
    {
        Id = "SG-PII-147",
        Kind = "ua-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = UaTaxNumberShape,
        MaxLength = 10,
        Check = IsUaTaxNumber,
        Confidence = 0.2,
        Context = ["рнокпп", "ідентифікаційний код", "ipn", "rnokpp", "іпн"],
        Labels = ["рнокпп", "rnokpp"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsUaTaxNumber, UaTaxNumberShape),
        Positives = ["RNOKPP «1759013776»", "ipn «3184710691»"],
        Negatives = ["RNOKPP register, 1759013777", "1759013776 rows"],
    };

    private static bool IsUaTaxNumber(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == value[9] - '0';
    }
}
