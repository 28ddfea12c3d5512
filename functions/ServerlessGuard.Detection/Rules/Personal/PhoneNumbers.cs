using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Phone numbers, by libphonenumber's numbering plans.</summary>
internal static class PhoneNumbers
{
    /// <summary>A phone number in international form (ITU-T E.164 with national separators), valid in its region's numbering plan.</summary>
    public static Rule PhoneInternational { get; } = new()
    {
        Id = "SG-PII-004",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("+"),
        Pattern = @"\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,12}(?:[ ./-]\(?\d{1,6}\)?){0,5}(?: ?x ?\d{1,6}| ext\.? ?\d{1,6})?",
        MaxLength = 36,
        Check = PhonePlans.IsInternational,
        Confidence = 0.9,
        Context = PhonePlans.ContextWords,
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(PhonePlans.IsInternational, keep: 4, tries: 400),
        Positives = ["Ask at «+44 20 7946 0958» now", "«+4930901820» is the desk"],
        Negatives = ["The change was +12345", "+999 123 456 789", "a+1 (b) +42 and counting"],
    };

    /// <summary>A phone number of the North American numbering plan with its usual punctuation.</summary>
    public static Rule PhoneNorthAmerica { get; } = new()
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

    /// <summary>A phone number in national form with trunk prefix 0 and separators, valid in one of the common regions.</summary>
    public static Rule PhoneTrunk { get; } = new()
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

    /// <summary>A phone number in national form, valid in one of the common regions, near a word for phone.</summary>
    public static Rule PhoneNational { get; } = new()
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

    /// <summary>A mobile number in national form without separators: trunk prefix 0, valid in one of the common regions.</summary>
    public static Rule PhoneMobile { get; } = new()
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
