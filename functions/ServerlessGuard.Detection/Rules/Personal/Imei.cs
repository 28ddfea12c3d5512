using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A mobile device identity (3GPP TS 23.003 IMEI, Luhn check digit).</summary>
internal sealed class Imei : IRuleSource
{
    private const string Shape = @"\d{15}|\d{2}[ -]\d{6}[ -]\d{6}[ -]\d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-033",
        Kind = "device-imei",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(15, 15, needsContext: true),
        Pattern = Shape,
        MaxLength = 18,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["imei", "device", "handset", "phone", "serial"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["IMEI «490154203237518»", "handset imei: «35-209900-176148-1»"],
        Negatives = ["IMEI 490154203237519", "490154203237518 units sold"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }
}
