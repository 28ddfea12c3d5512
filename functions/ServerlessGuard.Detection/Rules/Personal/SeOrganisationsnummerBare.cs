using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Swedish organisation number without its hyphen, near a word for it.</summary>
internal sealed class SeOrganisationsnummerBare : IRuleSource
{
    private const string Shape = @"[1-9]\d[2-9]\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-099",
        Kind = "se-organisationsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["organisationsnummer", "orgnummer", "org.nr", "org nr", "company identity", "orgnr"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["orgnummer «5560360793»", "organisationsnummer «2021005489»"],
        Negatives = ["5560360793 rows", "orgnummer 5560360794"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value);
    }
}
