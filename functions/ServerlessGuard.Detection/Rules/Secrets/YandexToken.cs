namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Yandex Cloud IAM token, API key and OAuth token.</summary>
internal sealed class YandexToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-026",
        Kind = "yandex-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("t1.9eu", "AQVN", "y0_"),
        Pattern = @"t1\.9eu[A-Za-z0-9_-]{10,}={0,2}\.[A-Za-z0-9_-]{86}={0,2}|AQVN[A-Za-z0-9_-]{35,38}|y0_[A-Za-z0-9_-]{30,60}",
        MaxLength = 400,
        Stop = " \n\t\"'",
        Confidence = 0.9,
        Positives = [
            "Rotate «AQV" + "NNn-Wq0xXMpv" + "YiduIBteMc4NJQ6_ijZQJDpX» before Friday.",
        ],
        Negatives = [
            "AQVNNn is not one",
            "The yandex-token page describes the format.",
        ],
    };
}
