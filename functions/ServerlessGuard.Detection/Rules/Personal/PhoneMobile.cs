using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A mobile number in national form without separators: trunk prefix 0, valid in one of the common regions.</summary>
internal sealed class PhoneMobile : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-160",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = @"0[5-9]\d{8,9}",
        MaxLength = 11,
        Check = PhonePlans.IsTrunk,
        Confidence = 0.5,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(PhonePlans.IsTrunk, keep: 3, tries: 400),
        Positives = ["to «07912345678» then", "an «09171234567» gesendet"],
        Negatives = ["00123456789", "id 04123456789"],
    };
}
