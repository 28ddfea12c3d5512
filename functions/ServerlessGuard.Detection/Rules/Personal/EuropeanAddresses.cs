namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Streets as the post of countries writes them whose word for a street stands apart or has other endings (UPU S42).</summary>
internal static class EuropeanAddresses
{
    /// <summary>A Hungarian street address: name, word for the street, number with its full stop.</summary>
    public static Rule StreetAddressHungarian { get; } = new()
    {
        Id = "SG-PII-250",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" utca ", " út ", " tér ", " körút ", " u. ", " rkp. ", " köz ", " sétány "], maxBefore: 60),
        Pattern = @"(?:\d{4} \p{Lu}[\p{L}-]{2,24}, )?\p{Lu}[\p{L}.-]{1,24}(?: \p{Lu}[\p{L}.-]{1,20}){0,2} (?:(?:utca|út|tér|körút|rkp\.|köz|sétány) \d{1,4}(?:/?[A-Za-z])?\.?|u\. \d{1,4}(?:/?[A-Za-z])?\.)(?:,? ?\n?\d{4} \p{Lu}[\p{L}-]{2,24})?",
        MaxLength = 140,
        RightBoundary = false,
        Confidence = 0.75,
        Context = ["cím", "lakcím", "lakik", "address"],
        Positives = ["lakik: «1052 Budapest, Váci utca 12.» alatt", "a «Petőfi Sándor u. 97.» szám", "«Deák tér 3.»"],
        Negatives = ["Kaffee u. 5 Brötchen", "tér 3", "hosszú utca"],
    };

    /// <summary>A Polish, Croatian, Slovene, Serbian, Czech or Slovak street address: word for the street, name, number.</summary>
    public static Rule StreetAddressSlavic { get; } = new()
    {
        Id = "SG-PII-251",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["ul. ", "al. ", "pl. ", "os. ", "ulica ", "Trg ", "ulice ", "nám. ", "náměstí ", "tř. "], maxBefore: 30),
        Pattern = @"(?:(?:[Uu]l|[Aa]l|[Pp]l|[Oo]s)\. \p{Lu}[\p{L}.-]{1,24}(?: \p{Lu}[\p{L}.-]{1,24}){0,2}|(?:[Uu]lica|[Uu]lice|Trg|[Nn]ám\.|[Nn]áměstí|[Tt]ř\.) \p{L}[\p{L}.-]{2,24}(?: \p{L}[\p{L}.-]{2,24})?|\p{Lu}[\p{L}-]{2,24}a ulica) \d{1,4}[A-Za-z]?(?:/\d{1,4})?(?:(?: m\. ?| m ?)\d{1,4})?(?:,? ?\n?\d{2,3}[- ]?\d{2,3} \p{Lu}[\p{L}-]{2,24})?",
        MaxLength = 130,
        Confidence = 0.75,
        Context = ["adres", "adresa", "naslov", "mieszka", "address", "bydliště"],
        Positives = ["mieszka przy «ul. Długa 12/4, 00-238 Warszawa»", "naslov: «Trg svobode 12»", "«ul. Jana Kilińskiego 5»"],
        Negatives = ["al. 5 i inne", "ul. Długa jest piękna", "Trg je prazan"],
    };

    /// <summary>A Nordic or Baltic street address with other endings, or with the word for the street apart.</summary>
    public static Rule StreetAddressNordic { get; } = new()
    {
        Id = "SG-PII-252",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["kuja ", "polku ", "stien ", "bakken ", "kaari ", "stræde ", "stræti ", "vegur ", "braut ", " vei ", " veg ", " väg ", " plass ", " terrasse ", " allé ", " põik ", " tänav ", " tee ", "maantee ", "iela ", " gatvė ", " g. "], maxBefore: 56),
        Pattern = @"(?:\p{Lu}\p{L}{2,26}(?:kuja|polku|stien|bakken|kaari|stræde|stræti|vegur|braut|maantee)|\p{Lu}[\p{L}-]{2,24}(?: \p{Lu}[\p{L}-]{2,24}){0,2} (?:vei|veg|väg|plass|terrasse|allé|põik|tänav|iela|gatvė|g\.)) \d{1,4}(?: ?[A-Za-z]\b)?(?:,? ?\n?(?:[A-Z]{2}-)?\d{3} ?\d{1,2} \p{Lu}[\p{L}-]{2,24})?",
        MaxLength = 130,
        Confidence = 0.7,
        Context = ["adresse", "adress", "osoite", "aadress", "adrese", "adresas", "heimilisfang", "address", "bor", "asuu", "elab"],
        Positives = ["bor i «Henrik Ibsens vei 18»", "asuu: «Harjukuja 54, 33100 Tampere»", "elab «Pikk tänav 7»"],
        Negatives = ["Lang vei 12x00", "på vei 18", "kuja on lyhyt"],
    };

    /// <summary>A Belgian, Luxembourgish or Swiss street address in French: word for the street, name, number behind it.</summary>
    public static Rule StreetAddressFrenchNumberLast { get; } = new()
    {
        Id = "SG-PII-253",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("Rue ", "Avenue ", "Boulevard ", "Chaussée ", "Place ", "Chemin ", "Quai ", "Allée ", "Route "),
        Pattern = @"(?:Rue|Avenue|Boulevard|Chaussée|Place|Chemin|Quai|Allée|Route) (?:de la |de l'|des |du |de |d'|la |le |les |aux |au )?\p{Lu}[\p{L}'-]{1,24}(?:[ -](?:de |du |des )?\p{Lu}[\p{L}'-]{1,20}){0,3},? \d{1,4}(?:[A-Za-z]|/\d{1,3})?(?:,? ?\n?(?:B-|L-|CH-)?\d{4} \p{Lu}[\p{L}-]{1,30})?",
        MaxLength = 130,
        Check = IsName,
        Confidence = 0.7,
        Context = ["adresse", "habite", "domicile", "address", "domicilié", "domiciliée"],
        Positives = ["domicilié «Rue de la Loi 16, 1000 Bruxelles»", "à «Chaussée de Charleroi 112»"],
        Negatives = ["Place Order 66", "Route Table 12", "Rue de la Loi est longue"],
    };

    // English software has a "Route Table 12"; a street's name has an article or a word of French before its number.
    private static bool IsName(ReadOnlySpan<char> value)
    {
        var rest = value[(value.IndexOf(' ') + 1)..];
        return value.StartsWith("Rue ", StringComparison.Ordinal)
            || value.StartsWith("Chaussée ", StringComparison.Ordinal)
            || value.StartsWith("Chemin ", StringComparison.Ordinal)
            || (rest.Length > 0 && (char.IsAsciiLetterLower(rest[0]) || rest.ContainsAnyInRange('À', 'ÿ')));
    }
}
