namespace ServerlessGuard.Detection.Evaluation;

/// <summary>The guard's kinds for a data set's entity name. If none is listed, the name in lower-kebab is the kind.</summary>
internal static class EntityKinds
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["ABA_ROUTING_NUMBER"] = ["us-routing-number"],
        ["ADDRESS"] = ["street-address", "postcode-uk", "postcode-us", "postcode", "de-postcode"],
        ["CREDIT_CARD"] = ["payment-card"],
        ["CRYPTO"] = ["crypto-bitcoin", "crypto-ethereum", "crypto-monero", "crypto-litecoin", "crypto-ripple", "crypto-solana"],
        ["DATE_TIME"] = ["date", "date-of-birth"],
        ["DE_BSNR"] = ["de-bsnr"],
        ["DE_KFZ"] = ["de-vehicle-registration"],
        ["DE_PLZ"] = ["de-postcode"],
        ["DE_FUEHRERSCHEIN"] = ["de-driving-licence"],
        ["DE_VAT_ID"] = ["eu-vat-id"],
        ["EMAIL_ADDRESS"] = ["email"],
        ["FI_PERSONAL_IDENTITY_CODE"] = ["fi-personal-identity-code"],
        ["IBAN_CODE"] = ["iban"],
        ["IP_ADDRESS"] = ["ip-address"],
        ["IT_VAT_CODE"] = ["it-vat-number", "eu-vat-id"],
        ["MAC_ADDRESS"] = ["mac-address"],
        ["MEDICAL_LICENSE"] = ["us-dea-number"],
        ["DOMAIN_NAME"] = ["url", "domain-name"],
        ["GPE"] = ["location"],
        ["ORGANIZATION"] = ["organisation"],
        ["PHONE_NUMBER"] = ["phone"],
        ["PH_MOBILE_NUMBER"] = ["phone"],
        ["TR_PHONE_NUMBER"] = ["phone"],
        ["TR_LICENSE_PLATE"] = ["tr-vehicle-registration"],
        ["UK_POSTCODE"] = ["postcode-uk"],
        ["US_DRIVER_LICENSE"] = ["us-driver-licence"],
        ["IT_DRIVER_LICENSE"] = ["it-driver-licence"],
        ["KR_DRIVER_LICENSE"] = ["kr-driver-licence"],
    };

    /// <summary>The labels of the sentence data that rules or the tagger of names answer to.</summary>
    public static IReadOnlyList<string> SentenceTypes { get; } =
    [
        "ADDRESS", "AGE", "CREDIT_CARD", "DATE_TIME", "DOMAIN_NAME", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "LOCATION",
        "ORGANIZATION", "PERSON",
        "PHONE_NUMBER", "US_DRIVER_LICENSE", "US_SSN",
    ];

    /// <summary>The labels that patterns alone decide, which the bar on pattern types counts.</summary>
    public static IReadOnlyList<string> PatternTypes { get; } = [
        "CREDIT_CARD", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "PHONE_NUMBER", "US_SSN"
    ];

    public static IReadOnlyList<string> NameTypes { get; } = ["LOCATION", "ORGANIZATION", "PERSON"];

    // Attributes of a person or a text that identify nobody by themselves.
    private static readonly HashSet<string> Descriptive = [
        "age", "date", "date-time", "domain-name", "location", "organisation", "person", "time", "url"
    ];

    public static bool IsDescriptive(string kind) => Descriptive.Contains(kind);

    public static bool IsPattern(string type) => PatternTypes.Contains(type);

    public static IReadOnlyCollection<string> For(string entity) =>
        Names.TryGetValue(entity, out var kinds) ? kinds : [entity.Replace('_', '-').ToLowerInvariant()];

    /// <summary>The two sentence sets name addresses, places and their parts differently.</summary>
    public static string Merge(string type) => type switch
    {
        "STREET_ADDRESS" or "ZIP_CODE" => "ADDRESS",
        "GPE" => "LOCATION",
        _ => type,
    };
}
