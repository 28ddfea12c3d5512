using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Singaporean NRIC or FIN number (weights 2 7 6 5 4 3 2, letter by series).</summary>
internal sealed class SgNricFin : IRuleSource
{
    private const string Shape = @"[STFGM]\d{7}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-124",
        Kind = "sg-nric-fin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 1),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = IsValid,
        Confidence = 0.85,
        Context = ["nric", "fin", "singapore", "ic number", "identity"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["NRIC «S1234567D»", "FIN «F1234567N»", "«T0123456G» nric"],
        Negatives = ["S1234567E", "A1234567D"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var sum = Weighted.Sum(value[1..], [2, 7, 6, 5, 4, 3, 2]);
        var last = char.ToUpperInvariant(value[8]);
        return char.ToUpperInvariant(value[0]) switch
        {
            'S' => last == "JZIHGFEDCBA"[sum % 11],
            'T' => last == "JZIHGFEDCBA"[(sum + 4) % 11],
            'F' => last == "XWUTRQPNMLK"[sum % 11],
            'G' => last == "XWUTRQPNMLK"[(sum + 4) % 11],
            _ => last == "KLJNPQRTUWX"[10 - ((sum + 3) % 11)],
        };
    }
}
