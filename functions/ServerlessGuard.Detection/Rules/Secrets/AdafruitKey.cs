namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Adafruit IO key.</summary>
internal sealed class AdafruitKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-169",
        Kind = "adafruit-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aio_"),
        Pattern = "aio_[A-Za-z0-9]{28}",
        MaxLength = 32,
        Confidence = 0.95,
        Positives = [
            "Rotate «aio" + "_6aRLYTWj" + "JPcMmmaHShQ942R0GWvV» before Friday.",
        ],
        Negatives = [
            "aio_6a is not one",
            "The adafruit-key page describes the format.",
        ],
    };
}
