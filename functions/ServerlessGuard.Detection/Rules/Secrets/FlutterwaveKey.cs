namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Flutterwave key.</summary>
internal sealed class FlutterwaveKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-111",
        Kind = "flutterwave-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FLWSECK"),
        Pattern = "FLWSECK(?:_TEST)?-[0-9a-fA-F]{32}-X",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «FLW" + "SECK-11097241" + "4564b8ab302d16590eac1c95-X» before Friday.",
        ],
        Negatives = [
            "FLWSEC is not one",
            "The flutterwave-key page describes the format.",
        ],
    };
}
