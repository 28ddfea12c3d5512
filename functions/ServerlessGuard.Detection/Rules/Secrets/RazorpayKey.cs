namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Razorpay key id.</summary>
internal sealed class RazorpayKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-109",
        Kind = "razorpay-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rzp_live_", "rzp_test_"),
        Pattern = "rzp_(?:live|test)_[A-Za-z0-9]{14}",
        MaxLength = 23,
        Confidence = 0.95,
        Positives = [
            "Rotate «rzp" + "_live_" + "O94Y4TCbizGgqH» before Friday.",
        ],
        Negatives = [
            "rzp_li is not one",
            "The razorpay-key page describes the format.",
        ],
    };
}
