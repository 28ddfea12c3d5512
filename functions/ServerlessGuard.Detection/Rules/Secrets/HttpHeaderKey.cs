using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Value of a header that carries a key.</summary>
internal sealed class HttpHeaderKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-199",
        Kind = "api-key-header",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "X-API-Key", "X-Auth-Token", "Ocp-Apim-Subscription-Key", "X-Functions-Key", "Api-Key:", "PRIVATE-TOKEN", "X-Access-Token", "X-Vault-Token",
            "apikey:", "X-Amz-Security-Token"),
        Pattern = @"(?:x-[a-z]{2,12}-(?:key|token)|x-amz-security-token|ocp-apim-subscription-key|api-?key|private-token)[""\x27]{0,2}\s{0,3}[:=,]\s{0,3}[""\x27]?(?<v>[A-Za-z0-9][A-Za-z0-9_+/=.~-]{11,190})",
        IgnoreCase = true,
        MaxLength = 240,
        Check = SecretShape.Assigned,
        Confidence = 0.85,
        Positives = [
            "X-API-Key: «k7X" + "k2Lm9" + "s4Tn8Vb3Rp»",
        ],
        Negatives = [
            "X-API-Key: your-api-key-here",
            "X-API-Key: <key>",
        ],
    };
}
