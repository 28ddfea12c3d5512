namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German, Dutch or Nordic street address: a compound street name, then the number, with postcode and town where they follow.</summary>
internal sealed class StreetAddressGermanic : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-024",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["straße", "strasse", "str.", "weg ", "platz ", "allee ", "gasse ", "damm ", "ufer ", "straat ", "laan ", "gracht ", "plein ", "vej ", "gade ", "gata ", "gatan ", "vägen ", "veien ", "veg ", "katu ", "tie "], maxBefore: 30),
        Pattern = @"(?:\p{Lu}[\p{L}-]{1,28}(?:[ -]\p{Lu}[\p{L}-]{1,20}){0,2}(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|straat|laan|gracht|plein|vej|gade|gata|gatan|vägen|veien|veg|katu|tie| Straße| Weg| Platz| Allee) \d{1,4}(?: ?[a-zA-Z]\b)?(?:,? ?\n?(?:D-|A-|CH-)?\d{4,5} \p{Lu}[\p{L}-]{2,30})?)(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?",
        MaxLength = 128,
        Check = IsAddress,
        Confidence = 0.75,
        Context = ["adresse", "anschrift", "wohnt", "wohnhaft", "address", "adres"],
        Positives = ["Sie wohnt in der «Lindenstraße 12a, 10969 Berlin»", "naar «Keizersgracht 123» gestuurd", "Adresse: «Hauptstr. 5»"],
        Negatives = ["Der Weg 12 ist das Ziel", "Kapitel Straße", "Hauptstraße ist lang"],
    };

    private static readonly string[] Articles = ["Der ", "Die ", "Das ", "Dem ", "Den ", "Ein ", "Einen ", "Am Weg", "Im "];

    /// <summary>"Der Weg 12" is a sentence, not a street.</summary>
    private static bool IsAddress(ReadOnlySpan<char> value)
    {
        foreach (var article in Articles)
        {
            if (value.StartsWith(article, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
