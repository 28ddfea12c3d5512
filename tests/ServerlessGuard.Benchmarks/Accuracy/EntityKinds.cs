namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>Which of our kinds answer to a data set's entity name. Where nothing is listed, the name in lower-kebab is the kind.</summary>
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
        ["PERSON"] = [],
        ["PHONE_NUMBER"] = ["phone"],
        ["PH_MOBILE_NUMBER"] = ["phone"],
        ["TR_PHONE_NUMBER"] = ["phone"],
        ["TR_LICENSE_PLATE"] = ["tr-vehicle-registration"],
        ["UK_POSTCODE"] = ["postcode-uk"],
        ["US_DRIVER_LICENSE"] = ["us-driver-licence"],
        ["IT_DRIVER_LICENSE"] = ["it-driver-licence"],
        ["KR_DRIVER_LICENSE"] = ["kr-driver-licence"],
    };

    /// <summary>The labels of the sentence data that rules answer to.</summary>
    public static IReadOnlyList<string> SentenceTypes { get; } =
        ["ADDRESS", "AGE", "CREDIT_CARD", "DATE_TIME", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "PHONE_NUMBER", "US_DRIVER_LICENSE", "US_SSN"];

    private static readonly HashSet<string> SentenceKinds = [.. SentenceTypes.SelectMany(For)];

    public static IReadOnlyCollection<string> For(string entity) =>
        Names.TryGetValue(entity, out var kinds) ? kinds : [entity.Replace('_', '-').ToLowerInvariant()];

    /// <summary>The two sentence sets name addresses and their parts differently.</summary>
    public static string Merge(string type) => type is "STREET_ADDRESS" or "ZIP_CODE" ? "ADDRESS" : type;

    public static bool IsSentenceKind(string kind) => SentenceKinds.Contains(kind);
}
