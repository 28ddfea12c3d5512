using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German tax number in the form of a state (10 or 11 digits with slashes, or the 13-digit federal form).</summary>
internal sealed class DeTaxNumber : IRuleSource
{
    private const string Shape = @"\d{2,3}/\d{3,4}/\d{4,5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-067",
        Kind = "de-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 13),
        Pattern = Shape,
        MaxLength = 14,
        Confidence = 0.3,
        Context = ["steuernummer", "st.-nr", "st.-nr.", "stnr", "steuer-nr", "finanzamt", "tax number", "steuernr"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["Steuernummer «12/345/67890»", "Finanzamt: «133/8150/8159»"],
        Negatives = ["ratio 12/345/67890", "Steuernummer 1/2/3"],
    };
}
