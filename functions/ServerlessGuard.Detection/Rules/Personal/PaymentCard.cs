using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A payment card number (ISO/IEC 7812: issuer range and length, Luhn check digit).</summary>
internal sealed class PaymentCard : IRuleSource
{
    private const string Shape = @"\d{12,19}|\d{4}(?: \d{4}){2,3}(?: \d{1,3})?|\d{4}(?:-\d{4}){2,3}(?:-\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-002",
        Kind = "payment-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 19),
        Pattern = Shape,
        MaxLength = 23,
        Check = IsValid,
        Confidence = 0.8,
        Context = ["card", "credit", "debit", "visa", "mastercard", "amex", "american express", "discover", "maestro", "cc", "pan", "karte", "kreditkarte", "carte", "tarjeta"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, keep: 1),
        Positives = ["Pay with «4111 1111 1111 1111» today", "amex «378282246310005»", "card: «5500-0055-5555-5559»"],
        Negatives = ["4111 1111 1111 1112", "order 9999999999999995", "ts=1700000000000 and 16 digits 1234567890123456"],
    };

    /// <summary>Issuer ranges by first digits, each with its lengths, then Luhn.</summary>
    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return IsIssued(digits) && !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    private static bool IsIssued(string digits)
    {
        var four = Digits.At(digits, 0, 4);
        return digits.Length switch
        {
            12 => four / 100 is 50 or (>= 56 and <= 69),
            13 => four / 1000 == 4 || four / 100 is 50 or (>= 56 and <= 69),
            14 => four / 100 is 36 or 38 or 39 || four is >= 3000 and <= 3059,
            15 => four / 1000 == 1 || four / 100 is 34 or 37 || four is 2014 or 2149 || four is 1800 or 2131,
            16 => four / 1000 is 4 or 5 or 6 || four is >= 2200 and <= 2204 || four is >= 2221 and <= 2720 || four / 100 == 35 || four is >= 8100 and <= 8171,
            _ => four / 1000 is 4 or 6 || four / 100 is 35 or 50 or 56 or 57 or 58 || four is >= 8100 and <= 8171,
        };
    }
}
