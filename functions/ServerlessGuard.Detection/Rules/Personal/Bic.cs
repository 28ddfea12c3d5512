using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A business identifier code (ISO 9362) near a word for it.</summary>
internal sealed class Bic : IRuleSource
{
    private const string Shape = @"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-034",
        Kind = "swift-bic",
        Category = FindingCategory.Personal,
        Anchor = Anchor.NearContext(),
        Pattern = Shape,
        MaxLength = 11,
        Check = HasCountry,
        Confidence = 0.2,
        Context = ["swift", "bic", "swift code", "bic code", "swift/bic"],
        Surrogate = Surrogates.SameShape(HasCountry, Shape),
        Positives = ["BIC: «DEUTDEFF500»", "swift code «CHASUS33»"],
        Negatives = ["DEUTDEFF500 without a word", "swift ABCDZZ33"],
    };

    private const string Countries = "AD AE AL AM AT AU AZ BA BE BG BH BR BY CA CH CL CN CO CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GI GL GR GT HK HR HU ID IE IL IN IQ IS IT JO JP KR KW KZ LB LC LI LT LU LV LY MC MD ME MK MT MU MX MY NG NL NO NZ PH PK PL PS PT QA RO RS RU SA SC SE SG SI SK SM ST SV TH TL TN TR TW UA US VA VG VN XK ZA";

    private static bool HasCountry(ReadOnlySpan<char> value) => Countries.AsSpan().Contains(value.Slice(4, 2), StringComparison.Ordinal) && value[4] != ' ';
}
