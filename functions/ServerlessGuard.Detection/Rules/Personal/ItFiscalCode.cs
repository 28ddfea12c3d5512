using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Italian fiscal code (DM 23/12/1976: names, date, place, check letter).</summary>
internal sealed class ItFiscalCode : IRuleSource
{
    private const string Shape = @"[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-081",
        Kind = "it-fiscal-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(16, 16),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 16,
        Check = IsValid,
        Confidence = 0.9,
        Context = ["codice fiscale", "fiscale", "cf"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["codice fiscale «RSSMRA85T10A562S»", "CF «BNCLRA80A41H549C»"],
        Negatives = ["RSSMRA85T10A562T", "RSSMRA85X10A562S"],
    };

    // Table of the decree: what a character counts in an odd place; in an even place a digit or letter counts its rank.
    private static readonly int[] Odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var c = char.ToUpperInvariant(value[i]);
            var rank = char.IsAsciiDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? Odd[rank] : rank;
        }

        return char.ToUpperInvariant(value[15]) == 'A' + (sum % 26);
    }
}
