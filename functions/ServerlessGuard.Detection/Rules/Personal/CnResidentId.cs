using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Chinese resident identity number (GB 11643: division, date, serial, ISO 7064 MOD 11-2).</summary>
internal sealed class CnResidentId : IRuleSource
{
    private const string Shape = @"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-136",
        Kind = "cn-resident-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(17, 18),
        Pattern = Shape,
        MaxLength = 18,
        Check = IsValid,
        Confidence = 0.95,
        Context = ["身份证", "身份证号", "身份证号码", "resident identity", "id card"],
        ContextConfidence = 0.98,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["身份证 «11010519491231002X»", "id «440524188001010049»"],
        Negatives = ["110105194912310021", "110105194913310020"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Radix2(value);
    }
}
