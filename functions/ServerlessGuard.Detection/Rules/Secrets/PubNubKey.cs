namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PubNub publish, subscribe and secret key.</summary>
internal sealed class PubNubKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-166",
        Kind = "pubnub-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pub-c-", "sub-c-", "sec-c-"),
        Pattern = "(?:pub|sub)-c-[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}|sec-c-[A-Za-z0-9+/=]{40,60}",
        MaxLength = 70,
        Confidence = 0.95,
        Positives = [
            "Rotate «pub" + "-c-f4c87653-f" + "dc9-f754-3b47-bfc20a344858» before Friday.",
        ],
        Negatives = [
            "pub-c- is not one",
            "The pubnub-key page describes the format.",
        ],
    };
}
