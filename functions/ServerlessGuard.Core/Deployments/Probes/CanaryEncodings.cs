using System.Text;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>The disguises in which a canary is looked for: letters and digits alone, reversed, rot13, hex, base64.</summary>
internal static class CanaryEncodings
{
    public static bool IsIn(string canary, string text)
    {
        var plain = Letters(text);
        var core = Letters(canary);
        return plain.Contains(core, StringComparison.Ordinal)
            || plain.Contains(Reversed(core), StringComparison.Ordinal)
            || plain.Contains(string.Concat(core.Select(Rot13)), StringComparison.Ordinal)
            || plain.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary)), StringComparison.Ordinal)
            || Base64(canary).Any(form => text.Contains(form, StringComparison.Ordinal));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }

    private static char Rot13(char c) => c is >= 'a' and <= 'z' ? (char)('a' + ((c - 'a' + 13) % 26)) : c;

    /// <summary>Base64 of a longer text shows a part of it in one of three alignments; the edges depend on the neighbours.</summary>
    private static IEnumerable<string> Base64(string canary)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(canary)]).TrimEnd('=');
            yield return encoded[(shift == 0 ? 0 : 4)..^1];
        }
    }
}
