namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Alchemy key.</summary>
internal sealed class AlchemyKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-118",
        Kind = "alchemy-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("alcht_", "alch_"),
        Pattern = "alcht?_[A-Za-z0-9]{30,40}",
        MaxLength = 46,
        Confidence = 0.9,
        Positives = [
            "Rotate «alc" + "ht_N88XSpKA" + "2wqFaxMk09LE93MmOuglAr» before Friday.",
        ],
        Negatives = [
            "alcht_ is not one",
            "The alchemy-key page describes the format.",
        ],
    };
}
