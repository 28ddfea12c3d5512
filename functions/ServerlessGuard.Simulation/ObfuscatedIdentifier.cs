using System.Text;

namespace ServerlessGuard.Simulation;

/// <summary>
/// Personal identifiers of nobody, written so that a plain pattern misses them: zero-width characters, homoglyphs, full-width digits.
/// </summary>
internal static class ObfuscatedIdentifier
{
    public const string PlainEmail = "erika.mustermann@mailbox.org";

    /// <summary>The card networks' published test number.</summary>
    public const string PlainCard = "4111111111111111";

    /// <summary>Zero-width spaces inside, and Cyrillic letters for Latin ones.</summary>
    public static string Email { get; } = PlainEmail
        .Replace("erika", "e\u200brik\u0430", StringComparison.Ordinal)
        .Replace("muster", "mu\u200dst\u0435r", StringComparison.Ordinal);

    /// <summary>Full-width digits with a word joiner between groups.</summary>
    public static string Card { get; } = Widen(PlainCard);

    private static string Widen(string digits)
    {
        var wide = new StringBuilder();
        for (var i = 0; i < digits.Length; i++)
        {
            wide.Append(i > 0 && i % 4 == 0 ? "\u2060" : "").Append((char)(digits[i] - '0' + '\uff10'));
        }

        return wide.ToString();
    }
}
