using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A postcode of any country after a word for it.</summary>
internal sealed class Postcode : IRuleSource
{
    private const string Shape = @"\d{3,5}(?:-\d{3,4}| \d{2,3})?(?: [A-Z]{2}\b)?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-030",
        Kind = "postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["zip", "zip code", "zipcode", "postal code", "postcode", "post code", "code postal", "código postal", "cap", "cep", "postnummer", "postinumero", "postcode is"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["My zip code is «94107».", "code postal «75008»", "ZIP: «7412 SL»"],
        Negatives = ["item 94107", "zip file of 12", "the code is 94107"],
    };
}
