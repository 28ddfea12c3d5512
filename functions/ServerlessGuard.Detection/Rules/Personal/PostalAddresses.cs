using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Streets, post office boxes and postcodes.</summary>
internal static class PostalAddresses
{
    // Town and country on lines of their own, up to a postcode of five digits.
    private const string Lines = @"(?:,? ?\n ?,? ?\p{Lu}[\p{L}.'() -]{1,40}){1,2}(?:,? ?\n ?,? ?\p{Lu}[\p{L}.'() -]{0,30})?[ \n]\d{5}";

    /// <summary>An English street address: number, name, and a word for the street (USPS Publication 28), with unit, town and ZIP where they follow.</summary>
    public static Rule StreetAddressEnglish { get; } = new()
    {
        Id = "SG-PII-023",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" Street", " St", " Avenue", " Ave", " Road", " Rd", " Boulevard", " Blvd", " Lane", " Ln", " Drive", " Dr", " Court", " Ct", " Place", " Pl", " Square", " Terrace", " Parkway", " Pkwy", " Highway", " Hwy", " Close", " Crescent", " Gardens", " Grove", " Circle", " Trail", " Mews", " Way", " Row", " Walk", " street", " avenue", " road", " boulevard", " lane", " drive", " court", " terrace", " parkway", " highway", " crescent"], maxBefore: 48, wholeWords: true),
        Pattern = @"\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? (?:\d{1,3} )?(?:[NSEW]\.? |North |South |East |West )?(?:[\p{Lu}\d][\p{L}\d.'-]{0,24} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Terrace|Parkway|Pkwy|Highway|Hwy|Close|Crescent|Gardens|Grove|Circle|Trail|Mews|Way|Row|Walk|street|avenue|road|boulevard|lane|drive)\.?(?: [NSEW]{1,2}\b)?(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?(?:,?[ \n]{1,2}\p{Lu}[\p{L}.'-]{1,20}(?: \p{Lu}[\p{L}.'-]{1,20}){0,2}(?:,? [A-Z]{2})?,? \d{5}(?:-\d{4})?|" + Lines + ")?",
        MaxLength = 160,
        Check = IsStreetAddressEnglishAddress,
        Confidence = 0.75,
        Context = ["address", "live", "lives", "living", "home", "ship to", "deliver", "residence", "street", "located"],
        ContextConfidence = 0.9,
        Positives = ["Send it to «1600 Pennsylvania Avenue» today", "at «221B Baker Street, Flat 2»", "I live at «742 N. Evergreen Terrace» now", "to «60 Balsham Road\n Suite 603\n SMITH'S GREEN\n United Kingdom 75419» please"],
        Negatives = ["In 2020 Wall Street fell", "3 more drive", "Take the road"],
    };

    /// <summary>A year before a proper name is a sentence, not a house number ("In 2020 Wall Street fell").</summary>
    private static bool IsStreetAddressEnglishAddress(ReadOnlySpan<char> value) =>
        !(value.Length > 5 && value[4] == ' ' && int.TryParse(value[..4], out var year) && year is >= 1900 and <= 2035 && value.Count(' ') < 3);

    /// <summary>A German, Dutch or Nordic street address: a compound street name, then the number, with postcode and town where they follow.</summary>
    public static Rule StreetAddressGermanic { get; } = new()
    {
        Id = "SG-PII-024",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["straße", "strasse", "str.", "weg ", "platz ", "allee ", "gasse ", "damm ", "ufer ", "straat ", "laan ", "gracht ", "plein ", "vej ", "gade ", "gata ", "gatan ", "vägen ", "veien ", "veg ", "katu ", "tie "], maxBefore: 30),
        Pattern = @"(?:\p{Lu}[\p{L}-]{1,28}(?:[ -]\p{Lu}[\p{L}-]{1,20}){0,2}(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|straat|laan|gracht|plein|vej|gade|gata|gatan|vägen|veien|veg|katu|tie| Straße| Weg| Platz| Allee) \d{1,4}(?: ?[a-zA-Z]\b)?(?:,? ?\n?(?:D-|A-|CH-)?\d{4,5} \p{Lu}[\p{L}-]{2,30})?)(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?(?:" + Lines + ")?",
        MaxLength = 160,
        Check = IsStreetAddressGermanicAddress,
        Confidence = 0.75,
        Context = ["adresse", "anschrift", "wohnt", "wohnhaft", "address", "adres"],
        Positives = ["Sie wohnt in der «Lindenstraße 12a, 10969 Berlin»", "naar «Keizersgracht 123» gestuurd", "Adresse: «Hauptstr. 5»"],
        Negatives = ["Der Weg 12 ist das Ziel", "Kapitel Straße", "Hauptstraße ist lang"],
    };

    private static readonly string[] Articles = ["Der ", "Die ", "Das ", "Dem ", "Den ", "Ein ", "Einen ", "Am Weg", "Im "];

    /// <summary>"Der Weg 12" is a sentence, not a street.</summary>
    private static bool IsStreetAddressGermanicAddress(ReadOnlySpan<char> value)
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

    /// <summary>A French street address: number, kind of street, name, with postcode and town where they follow.</summary>
    public static Rule StreetAddressFrench { get; } = new()
    {
        Id = "SG-PII-025",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([" rue ", " avenue ", " boulevard ", " place ", " chemin ", " allée ", " impasse ", " quai ", " cours ", " Rue ", " Avenue ", " Boulevard "], maxBefore: 10),
        Pattern = @"\d{1,4}(?: ?(?:bis|ter|quater|[A-D]))?,? (?:rue|avenue|boulevard|place|chemin|allée|impasse|quai|cours|Rue|Avenue|Boulevard|Place|Chemin|Allée|Quai) (?:(?:de la|de l'|du|des|de|d'|la|le|les) ?)?\p{Lu}[\p{L}'-]{1,24}(?:[ -](?:de |du |des )?\p{Lu}[\p{L}'-]{1,20}){0,3}(?:,? ?\n?\d{5} \p{Lu}[\p{L}-]{1,30})?",
        MaxLength = 160,
        Confidence = 0.8,
        Context = ["adresse", "habite", "domicile", "address"],
        Positives = ["J'habite «12 bis rue de la République, 69002 Lyon»", "au «55, avenue Foch»"],
        Negatives = ["le 12 rue vers", "La rue est longue", "3 place settings"],
    };

    /// <summary>A Spanish, Italian or Portuguese street address: kind of street, name, number.</summary>
    public static Rule StreetAddressRomance { get; } = new()
    {
        Id = "SG-PII-026",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("Calle ", "C/ ", "Avenida ", "Avda. ", "Av. ", "Plaza ", "Paseo ", "Carrer ", "Via ", "Viale ", "Piazza ", "Corso ", "Rua ", "Travessa ", "Praça ", "Largo ", "calle ", "via "),
        Pattern = @"(?:(?:Calle|C/|Avenida|Avda\.|Av\.|Plaza|Paseo|Carrer|Via|Viale|Piazza|Corso|Rua|Travessa|Praça|Largo|calle|via) (?:(?:de|del|de la|de los|da|do|dos|della|dei|d') ?)?\p{Lu}[\p{L}'.]{1,24}(?: (?:(?:de|del|la|da|do) )?\p{Lu}[\p{L}'.]{1,24}){0,3},? (?:n\.? ?[º°o]?\.? ?)?\d{1,4}[A-Za-z]?(?:,? ?\n?\d{4,5}(?:-\d{3})? \p{Lu}[\p{L}-]{1,30})?)(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?(?:" + Lines + ")?",
        MaxLength = 160,
        Confidence = 0.75,
        Context = ["dirección", "domicilio", "indirizzo", "morada", "endereço", "address", "vive", "abita"],
        Positives = ["Vive en «Calle de Alcalá 45, 28014 Madrid»", "abito in «Via Giuseppe Verdi, 7»"],
        Negatives = ["Via email 24 hours", "Plaza de toros", "Corso di laurea"],
    };

    /// <summary>A post office box, or a military address of the United States (APO, FPO, DPO).</summary>
    public static Rule PostOfficeBox { get; } = new()
    {
        Id = "SG-PII-027",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["Box ", "BOX ", "APO ", "FPO ", "DPO ", "box "], maxBefore: 40),
        Pattern = @"(?i:(?:P\.? ?O\.?|Post Office) ?Box \d{1,6}|(?:(?:Unit|PSC|CMR) \d{1,5},? Box \d{1,5}|US(?:S|NS|NV|CGC|AV|AF|A)? \p{L}{2,20}(?: \p{L}{2,20})?)[,\n ]{1,3}[AFD]PO,? A[AEP],? \d{5})(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?(?:" + Lines + ")?",
        MaxLength = 140,
        Confidence = 0.85,
        Positives = ["Write to «P.O. Box 1234», Springfield", "«PSC 1234 Box 5678, APO AE 09204»", "«USCGC Polar Star\nFPO AP 96698»"],
        Negatives = ["a box 12 inches wide", "PO Box", "Unit 5 Box"],
    };

    private const string PostcodeShape = @"\d{3,7}(?:-\d{3,4}| \d{2,3})?(?: [A-Z]{2}\b)?";

    /// <summary>A postcode of any country after a word for it.</summary>
    public static Rule Postcode { get; } = new()
    {
        Id = "SG-PII-030",
        Kind = "postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 9),
        Pattern = PostcodeShape,
        MaxLength = 10,
        Confidence = 0.05,
        Context = ["zip", "zip code", "zipcode", "postal code", "postcode", "post code", "code postal", "código postal", "cap", "cep", "postnummer", "postinumero", "postcode is", "npa", "kod pocztowy", "psč", "irányítószám", "cod poștal", "posta kodu", "รหัสไปรษณีย์", "מיקוד", "郵便番号", "邮政编码", "pašto kodas"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, PostcodeShape),
        Positives = ["My zip code is «94107».", "code postal «75008»", "ZIP: «7412 SL»"],
        Negatives = ["item 94107", "zip file of 12", "the code is 94107"],
    };
}
