using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Swedish organisation number (third digit at least 2, Luhn).</summary>
internal sealed class SeOrganisationsnummer : IRuleSource
{
    private const string Shape = @"[1-9]\d[2-9]\d{3}-\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-098",
        Kind = "se-organisationsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["organisationsnummer", "orgnummer", "org.nr", "org nr", "company identity", "orgnr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["orgnummer «556036-0793»", "organisationsnummer «202100-5489»"],
        Negatives = ["556036-0794", "550036-0793"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(Digits.Only(value));
    }
}
