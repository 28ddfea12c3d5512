using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A phone number in international form (ITU-T E.164 with national separators), valid in its region's numbering plan.</summary>
internal sealed class PhoneInternational : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
