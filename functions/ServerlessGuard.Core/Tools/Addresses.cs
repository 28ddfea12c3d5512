using System.Buffers;

namespace ServerlessGuard.Core.Tools;

/// <summary>Finds links, addresses, accounts and the guard's tokens in a text: what may not ride in a body. Linear.</summary>
internal static class Addresses
{
    private const int Most = 1000;
    private const int ShortestIban = 15;
    private const int LongestIban = 34;
    private const int ShortestCard = 13;
    private const int LongestCard = 19;
    private const int TokenCode = 6;

    private static readonly SearchValues<char> Telling = SearchValues.Create("@.:0123456789[\u3002\uff0e\uff61\uff20\ufe6b");
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" \t\r\n\v\f\u00a0\u2028\u2029<>\"`|\\^{}[](),;");

    private static readonly SearchValues<char> Octets = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly HashSet<string> Endings = new(
        ("com net org io co dev app info biz example test edu gov mil int eu uk de fr es it nl be ch at pl se no fi dk ru cn jp kr in br mx "
        + "ca au nz us tv me ai xyz online site shop store tech cloud link click live top club pro page blog web news cc ws su to ly gl gg "
        + "onion invalid local").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The items as they stand in the text, in order; not more than a thousand.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        if (!text.AsSpan().ContainsAny(Telling))
        {
            return [];
        }

        var found = new List<string>();
        for (var rest = text.AsSpan(); !rest.IsEmpty && found.Count < Most;)
        {
            var end = rest.IndexOfAny(Breaks);
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (word.Length > 3 && Address(word) is { Length: > 0 } address)
            {
                found.Add(address.ToString());
            }
        }

        Numbers(text, found);
        return found;
    }

    /// <summary>Whether a text is one address and nothing else.</summary>
    public static bool IsOne(string text)
    {
        var word = text.AsSpan().Trim();
        return word.Length > 3 && !word.ContainsAny(Breaks) && Address(word).Length == word.Length;
    }

    /// <summary>A link without scheme, <c>www.</c> is kept; the host in small letters, no slash at the end.</summary>
    public static string Canonical(string link)
    {
        var plain = link.AsSpan().Trim();
        var scheme = plain.IndexOf("://");
        plain = scheme >= 0 ? plain[(scheme + 3)..] : plain.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? plain[7..] : plain;
        plain = plain.TrimEnd('/');
        var path = plain.IndexOfAny('/', '?', '#');
        var host = (path >= 0 ? plain[..path] : plain).ToString().ToLowerInvariant();
        return path >= 0 ? string.Concat(host, plain[path..]) : host;
    }

    private static ReadOnlySpan<char> Address(ReadOnlySpan<char> word)
    {
        word = word.Trim("'*_~.:!?");
        if (word.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            word = word[7..];
            var query = word.IndexOf('?');
            return query >= 0 ? word[..query] : word;
        }

        if (word.Contains("://", StringComparison.Ordinal))
        {
            return word.TrimEnd('/');
        }

        var at = word.IndexOfAny('@', '\uff20', '\ufe6b');
        if (at > 0 && at < word.Length - 1)
        {
            return word;
        }

        return at < 0 && IsHost(word) ? word.TrimEnd('/') : default;
    }

    /// <summary>A bare name with a dot is a host where its end is one: <c>report.pdf</c> and <c>e.g</c> are none.</summary>
    private static bool IsHost(ReadOnlySpan<char> link)
    {
        var slash = link.IndexOfAny('/', '?', '#');
        var host = slash >= 0 ? link[..slash] : link;
        var port = host.IndexOf(':');
        host = port >= 0 ? host[..port] : host;
        var dot = host.LastIndexOfAny(".\u3002\uff0e\uff61");
        if (dot <= 0 || dot == host.Length - 1)
        {
            return false;
        }

        return host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || Endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host[(dot + 1)..])
            || (!host.ContainsAnyExcept(Octets) && host.Count('.') == 3);
    }

    /// <summary>Accounts and cards, in groups or in one, and tokens such as <c>[EMAIL_7K3QX2]</c>.</summary>
    private static void Numbers(string text, List<string> found)
    {
        for (var i = 0; i < text.Length && found.Count < Most; i++)
        {
            var c = text[i];
            if (c == '[')
            {
                var end = text.IndexOf(']', i);
                if (end > i + TokenCode + 2 && end < i + 40 && IsToken(text.AsSpan(i + 1, end - i - 1)))
                {
                    found.Add(text[i..(end + 1)]);
                    i = end;
                }

                continue;
            }

            if (!char.IsAsciiLetterOrDigit(c) || (i > 0 && char.IsAsciiLetterOrDigit(text[i - 1])))
            {
                continue;
            }

            var isIban = i + 4 < text.Length && char.IsAsciiLetter(c) && char.IsAsciiLetter(text[i + 1])
                && char.IsAsciiDigit(text[i + 2]) && char.IsAsciiDigit(text[i + 3]);
            if (!isIban && !char.IsAsciiDigit(c))
            {
                continue;
            }

            var (end2, count, digits) = Groups(text, i, isIban);
            if (isIban ? count is >= ShortestIban and <= LongestIban && digits >= 8 : count is >= ShortestCard and <= LongestCard)
            {
                found.Add(text[i..end2]);
                i = end2;
            }
        }
    }

    private static (int End, int Count, int Digits) Groups(string text, int start, bool letters)
    {
        var (i, count, digits, group) = (start, 0, 0, 0);
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]) || (letters && char.IsAsciiLetter(text[i])))
            {
                digits += char.IsAsciiDigit(text[i]) ? 1 : 0;
                count++;
                group++;
                i++;
            }
            else if (group == 4 && text[i] is ' ' or '-' && i + 1 < text.Length
                && (char.IsAsciiDigit(text[i + 1]) || (letters && char.IsAsciiLetterUpper(text[i + 1]))))
            {
                group = 0;
                i++;
            }
            else
            {
                break;
            }
        }

        return i < text.Length && char.IsAsciiLetterOrDigit(text[i]) ? (i, 0, 0) : (i, count, digits);
    }

    private static bool IsToken(ReadOnlySpan<char> inside)
    {
        var code = inside.LastIndexOf('_');
        return code > 0 && inside.Length - code - 1 == TokenCode && !inside[..code].ContainsAnyExceptInRange('A', '_')
            && !inside[(code + 1)..].ContainsAnyExcept(CodeCharacters);
    }
}
