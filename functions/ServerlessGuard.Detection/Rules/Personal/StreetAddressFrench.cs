namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A French street address: number, kind of street, name, with postcode and town where they follow.</summary>
internal sealed class StreetAddressFrench : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-025",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" rue ", " avenue ", " boulevard ", " place ", " chemin ", " allée ", " impasse ", " quai ", " cours ", " Rue ", " Avenue ", " Boulevard "], maxBefore: 10),
        Pattern = @"\d{1,4}(?: ?(?:bis|ter|quater|[A-D]))?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|cours|Rue|Avenue|Boulevard|Place|Chemin|Allée|Quai) (?:(?:de la|de l'|du|des|de|d'|la|le|les) ?)?\p{Lu}[\p{L}'-]{1,24}(?:[ -](?:de |du |des )?\p{Lu}[\p{L}'-]{1,20}){0,3}(?:,? ?\n?\d{5} \p{Lu}[\p{L}-]{1,30})?",
        MaxLength = 128,
        Confidence = 0.8,
        Context = ["adresse", "habite", "domicile", "address"],
        Positives = ["J'habite «12 bis rue de la République, 69002 Lyon»", "au «55, avenue Foch»"],
        Negatives = ["le 12 rue vers", "La rue est longue", "3 place settings"],
    };
}
