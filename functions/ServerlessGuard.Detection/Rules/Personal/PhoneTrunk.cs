using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A phone number in national form with trunk prefix 0 and separators, valid in one of the common regions.</summary>
internal sealed class PhoneTrunk : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-006",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12, maxBefore: 1),
        Pattern = @"\(?0\d{1,4}\)?[ /-]\(?\d{2,5}\)?(?:[ /-]\d{2,5}){1,3}|0 \(?\d{3}\)? ?\d{3} ?\d{2} ?\d{2}|\(0\d{2,4}\) ?\d{5,8}|0\d{2,4}[ /-]\d{6,8}",
        MaxLength = 22,
        Check = PhonePlans.IsTrunk,
        Confidence = 0.5,
        Context = PhonePlans.ContextWords,
        Surrogate = Surrogates.SameShape(PhonePlans.IsTrunk, keep: 3, tries: 400),
        Positives = ["Büro «030 90182000»", "ask at «020 7946 0958»", "nur «(0532) 123 45 67»"],
        Negatives = ["on 01-02-2023 12 o'clock", "0 12 apples", "ISBN 0-306-40615-2"],
    };
}
