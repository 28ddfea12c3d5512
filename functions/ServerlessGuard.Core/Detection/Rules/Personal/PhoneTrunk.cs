using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

/// <summary>A phone number in national form with trunk prefix 0 and separators, valid in one of the common regions.</summary>
internal sealed class PhoneTrunk : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-006",
        Kind = "phone",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12, maxBefore: 1),
        Pattern = @"\(?0\d{1,5}\)?(?:[ ./-]\(?\d{2,8}\)?){1,4}",
        MaxLength = 22,
        Check = PhonePlans.IsNational,
        Confidence = 0.4,
        Context = ["phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "call me at", "fax", "text me", "sms", "whatsapp", "number is", "contact", "answering at", "reach me", "telefon", "handy", "mobil", "téléphone", "portable", "teléfono", "móvil", "telefono", "cellulare", "telefoon", "telefone", "puhelin", "telefonnummer", "phone number", "hotline", "my registered", "dial", "ring me"],
        Surrogate = Surrogates.SameShape(PhonePlans.IsNational, keep: 3, tries: 400),
        Positives = ["Telefon: «030 / 90 18 20»", "call me at «020 7946 0958»", "mobile «(0532) 123 45 67»"],
        Negatives = ["date 01-02-2023 and time", "0 12 apples", "020 7946 0958 is listed"],
    };
}
