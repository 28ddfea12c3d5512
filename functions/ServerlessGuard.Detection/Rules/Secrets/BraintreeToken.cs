namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Braintree and PayPal production access token.</summary>
internal sealed class BraintreeToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-106",
        Kind = "braintree-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("access_token$production$", "access_token$sandbox$"),
        Pattern = @"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «acc" + "ess_token$production$38" + "30reaabypus2vy$affaed492d7728ac37c43ba2691fb200» before Friday.",
        ],
        Negatives = [
            "access_to is not one",
            "The braintree-token page describes the format.",
        ],
    };
}
