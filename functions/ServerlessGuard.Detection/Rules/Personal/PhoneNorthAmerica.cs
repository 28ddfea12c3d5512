using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A phone number of the North American numbering plan with its usual punctuation.</summary>
internal sealed class PhoneNorthAmerica : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-005",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 19, maxBefore: 4),
        Pattern = @"(?:(?:00)?1[ .-])?(?:\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]\d{4}|[2-9]\d{2}-[2-9]\d{2}-\d{4}|[2-9]\d{2}\.[2-9]\d{2}\.\d{4})(?: ?x ?\d{1,6}| ext\.? ?\d{1,6})?",
        MaxLength = 28,
        Check = PhonePlans.IsNorthAmerican,
        Confidence = 0.65,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsNorthAmerican, tries: 8000),
        Positives = ["Reach us at «(212) 736-5000».", "the office, «415-555-2671 ext. 512»", "write down «650.253.0000x17» now"],
        Negatives = ["212-136-5000", "(212) 036-5000", "2125-736-5000"],
    };
}
