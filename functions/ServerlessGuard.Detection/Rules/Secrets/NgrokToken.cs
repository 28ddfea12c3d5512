using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>ngrok token and API key.</summary>
internal sealed class NgrokToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-159",
        Kind = "ngrok-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ngrok"),
        Pattern = @"ngrok[\w .:=""\x27,-]{1,40}?\b(?<v>(?:cr_|ak_)?[0-9A-Za-z]{20,30}_[0-9A-Za-z]{16,28})",
        IgnoreCase = true,
        MaxLength = 110,
        LeftBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate ngrok authtoken «2sB" + "4VwD7Q5EVpgCbGa" + "n8y3L0C0E_unh1NmCLEdtdoc7A6iABn» before Friday.",
        ],
        Negatives = [
            "ngrok authtoken 2sB4Vw is not one",
            "The ngrok-token page describes the format.",
        ],
    };
}
