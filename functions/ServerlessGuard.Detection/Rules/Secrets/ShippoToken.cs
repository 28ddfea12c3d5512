namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Shippo token.</summary>
internal sealed class ShippoToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-116",
        Kind = "shippo-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("shippo_live_", "shippo_test_"),
        Pattern = "shippo_(?:live|test)_[0-9a-fA-F]{40}",
        MaxLength = 52,
        Confidence = 0.95,
        Positives = [
            "Rotate «shi" + "ppo_live_6dEeA68" + "1De5A51e86A05cEC52fE159563FB7e6EB» before Friday.",
        ],
        Negatives = [
            "shippo is not one",
            "The shippo-token page describes the format.",
        ],
    };
}
