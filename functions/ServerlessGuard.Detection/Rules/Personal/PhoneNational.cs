using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A phone number in national form, valid in one of the common regions, near a word for phone.</summary>
internal sealed class PhoneNational : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-007",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 12, maxBefore: 3, needsContext: true),
        Pattern = @"[\p{L}:=,;>'\]
	][ 	]{0,2}(?<v>\(?\d{1,5}\)?(?:[ ./-]?\(?\d{1,8}\)?){0,5})",
        MaxLength = 28,
        LeftBoundary = false,
        Check = PhonePlans.IsNational,
        Confidence = 0.2,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(PhonePlans.IsNational, keep: 3, tries: 400),
        Positives = ["My phone is «6502530000» at work", "mobile «13812345678»", "cell: «71-33-52-22»"],
        Negatives = ["order 6502530000 shipped", "phone 1111111111", "call on 2021-05-20 11:30"],
    };
}
