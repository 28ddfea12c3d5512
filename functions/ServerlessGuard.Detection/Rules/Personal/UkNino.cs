using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom national insurance number (HMRC NIM39110: two letters, six digits, suffix A-D).</summary>
internal sealed class UkNino : IRuleSource
{
    private const string Shape = @"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-052",
        Kind = "uk-nino",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 3),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 13,
        Check = IsIssued,
        Confidence = 0.8,
        Context = ["national insurance", "ni number", "nino", "nin", "ni no"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIssued, Shape, ignoreCase: true),
        Positives = ["NI number «AB 12 34 56 C»", "«JG103759A» is on file"],
        Negatives = ["BG 12 34 56 C", "AB 12 34 56 E", "DA123456A", "AO123456C"],
    };

    /// <summary>Prefixes that are never issued.</summary>
    private static bool IsIssued(ReadOnlySpan<char> value) => value[..2].ToString().ToUpperInvariant() is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");
}
