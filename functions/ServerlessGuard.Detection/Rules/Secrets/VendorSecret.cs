using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A generated value near the name of a service whose keys have no shape of their own.</summary>
internal sealed class VendorSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-206",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(VendorNames.All),
        Pattern = @"[a-z0-9][a-z0-9.]{1,30}?(?:[ _./-]{0,4}(?:api|app|application|access|auth|authentication|authtoken|secret|private|key|keys|token|tokeny|pat|client|personal|live|test|prod|password|pwd|passwd|code|account|user|admin|service|server|oauth|bearer|refresh|webhook|signing|encryption|dev|rest|http|v[0-9])){0,6}(?:[""\x27\]\\)>]{0,4}\s{0,4}(?:=>|:=|==|=|:|,|->|is)\s{0,6}[""\x27`\\<]{0,3}|[""\x27\]\\)>]{0,3}\s\s{0,4}[""\x27`]?|-)(?<v>[A-Za-z0-9][A-Za-z0-9_+/=~-]{12,190}(?:\.[A-Za-z0-9_+/=~-]{4,150})?\(?)",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        Check = SecretShape.Named,
        Confidence = 0.7,
        Positives = [
            "datadog = \"«q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»\"",
            "mailjet «0f9" + "d8c7b6a5e" + "4d3c2b1a0f9d8c7b6a5e»",
            "postmark_server: «123" + "e4567-e89b-" + "42d3-a456-426614174000»",
        ],
        Negatives = [
            "cloudflare: content-delivery-network",
            "github.com/contoso/shop-frontend",
            "sentry-javascript-integration-tests",
        ],
    };
}
