using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Japanese authorities issue.</summary>
internal static class Japan
{
    private const string JpMyNumberShape = @"\d{4}[ -]?\d{4}[ -]?\d{4}";

    /// <summary>A Japanese individual number (twelve digits, weights 6 5 4 3 2 7 6 5 4 3 2, modulus 11).</summary>
    public static Rule JpMyNumber { get; } = new()
    {
        Id = "SG-PII-139",
        Kind = "jp-my-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12, needsContext: true),
        Pattern = JpMyNumberShape,
        MaxLength = 14,
        Check = IsJpMyNumber,
        Confidence = 0.3,
        Context = ["my number", "マイナンバー", "個人番号", "individual number", "mynumber"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsJpMyNumber, JpMyNumberShape),
        Positives = ["My Number «1234 5678 9018»", "個人番号 «987654321093»"],
        Negatives = ["My Number 1234 5678 9019", "123456789018 rows"],
    };

    private static bool IsJpMyNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest <= 1 ? 0 : 11 - rest) == digits[11] - '0';
    }
}
