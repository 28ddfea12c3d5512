namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Adyen key.</summary>
internal sealed class AdyenKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-108",
        Kind = "adyen-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AQE"),
        Pattern = @"AQE[a-z]hmf[A-Za-z0-9+/]{40,}={0,2}-[A-Za-z0-9+/]{20,}={0,2}-[^\s""\x27]{10,40}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «AQE" + "yhmf9o5CRWcvXQrdIqqM0KmVCzMAr5X+PENoLN7jVL" + "0q/3RIghbnsgT2zTfeqC1Y==-yAoI12BUxVVEKrqJKBZlLH5TInAZW8Oif0dMamk4Avj=-a11zCsgzjsbsEO1r» before Friday.",
        ],
        Negatives = [
            "AQEyhmf9o5CRWcvX is not one",
            "The adyen-key page describes the format.",
        ],
    };
}
