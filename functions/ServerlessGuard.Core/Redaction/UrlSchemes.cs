using System.Collections.Frozen;

namespace ServerlessGuard.Core.Redaction;

/// <summary>Addresses that a program would load or open.</summary>
internal static class UrlSchemes
{
    /// <summary>Schemes whose addresses programs take without slashes.</summary>
    public static FrozenSet<string> Names { get; } = ((string[])
    [
        "http", "https", "ftp", "ftps", "sftp", "ws", "wss", "mailto", "javascript", "vbscript", "livescript", "data", "tel", "sms", "file",
        "blob", "xmpp", "sip", "sips", "ldap", "ldaps", "ssh", "git", "smb", "gopher", "about", "intent", "filesystem", "callto", "skype",
        "magnet", "feed", "cid", "urn", "jar", "chrome", "res",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether a value is or holds an address: a scheme, or two slashes of either kind. Tabs and line ends are left out first, as browsers
    /// do (https://url.spec.whatwg.org/#concept-basic-url-parser).
    /// </summary>
    public static bool IsIn(string value)
    {
        Span<char> word = stackalloc char[16];
        var (length, previous, scheme) = (0, '\0', false);
        foreach (var unit in value)
        {
            if (unit is '\t' or '\n' or '\r')
            {
                continue;
            }

            // Behind a colon that ends a word, no space follows in an address.
            if ((scheme && unit > ' ') || (unit is '/' or '\\' && previous is '/' or '\\'))
            {
                return true;
            }

            scheme = unit == ':' && length > 0 && char.IsAsciiLetter(word[0]);
            if (scheme && length <= word.Length && Lookup.Contains(word[..length]))
            {
                return true;
            }

            if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('+' or '-' or '.'))
            {
                length = 0;
            }
            else
            {
                word[Math.Min(length, word.Length - 1)] = unit;
                length = Math.Min(length + 1, word.Length + 1);
            }

            previous = unit;
        }

        return false;
    }
}
