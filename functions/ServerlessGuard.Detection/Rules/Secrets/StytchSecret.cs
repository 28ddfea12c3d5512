namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Stytch secret.</summary>
internal sealed class StytchSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-176",
        Kind = "stytch-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret-live-", "secret-test-"),
        Pattern = "secret-(?:live|test)-[A-Za-z0-9_=-]{36}",
        MaxLength = 48,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sec" + "ret-live-yLt4EK" + "ZOS9fKgswmmdOCXlTnzHK54nhmuzIi» before Friday.",
        ],
        Negatives = [
            "secret is not one",
            "The stytch-secret page describes the format.",
        ],
    };
}
