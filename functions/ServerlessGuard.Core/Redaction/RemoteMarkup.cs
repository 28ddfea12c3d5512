using System.Collections.Frozen;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Finds what a renderer of HTML or Markdown fetches something for, in a text that is seen through a moving window. It decides by the
/// construct and not by its spelling: an element that loads, whatever its attributes; an attribute that loads, on whatever element; an
/// image's address, inline or by a definition before or behind it. The end of a construct differs from one parser to the next, so its
/// beginning is found.
/// </summary>
public sealed class RemoteMarkup
{
    /// <summary>How much of a construct is looked at, in UTF-16 units; a longer one counts.</summary>
    private const int Longest = 512;

    private const int LongestName = 24;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Loading = ((string[])
    [
        "applet", "audio", "base", "bgsound", "body", "button", "embed", "fencedframe", "feimage", "form", "frame", "frameset", "iframe",
        "image", "img", "input", "link", "math", "meta", "noembed", "noframes", "noscript", "object", "picture", "plaintext", "portal",
        "script",
        "source", "style", "svg", "template", "textarea", "title", "track", "use", "video", "xmp",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LoadingAttributes = ((string[])
    [
        "background", "ping", "src", "srcset", "srcdoc", "poster", "xlink:href",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly List<Finding> _found = [];
    private int _at;
    private bool _hasImage;
    private bool _hasReference;
    private bool _hasDefinition;
    private bool _isLineEmpty = true;

    private enum Answer
    {
        No,
        Yes,
        Undecided,
    }

    /// <summary>Whether a whole text has any sign with which a finding begins.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny('<', '!', ']');

    /// <summary>The findings of a whole text.</summary>
    public static IReadOnlyList<Finding> Of(string text)
    {
        var found = new List<Finding>();
        new RemoteMarkup().Find(text, 0, isLast: true, found);
        return found;
    }

    /// <summary>
    /// Adds what starts at or after <paramref name="scanned"/>, and sorts the list by start where that added something.
    /// </summary>
    /// <returns>The window offset up to which it is decided.</returns>
    public int Find(ReadOnlySpan<char> window, int scanned, bool isLast, List<Finding> found)
    {
        while (_at < window.Length && Next(window, isLast))
        {
        }

        var added = false;
        foreach (var finding in _found)
        {
            if (finding.Start >= scanned)
            {
                found.Add(finding);
                added = true;
            }
        }

        if (added)
        {
            found.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        }

        return Math.Min(_at, window.Length);
    }

    /// <summary>Everything before <paramref name="scanned"/> is decided.</summary>
    public void Settle(int scanned) => _found.RemoveAll(finding => finding.Start < scanned);

    /// <summary>The window loses its first <paramref name="count"/> units.</summary>
    public void Shift(int count)
    {
        _at -= count;
        for (var i = 0; i < _found.Count; i++)
        {
            _found[i] = _found[i] with { Start = _found[i].Start - count };
        }
    }

    /// <summary>Reads what stands at the place; false where more text decides.</summary>
    private bool Next(ReadOnlySpan<char> text, bool isLast)
    {
        var start = _at;
        var length = 1;
        var answer = text[start] switch
        {
            '<' => Element(text[start..], isLast, out length),
            '!' => Image(text[start..], isLast, ref length),
            ']' => Address(text[start..], isLast, ref length),
            _ => Answer.No,
        };
        if (answer == Answer.Undecided)
        {
            return false;
        }

        if (answer == Answer.Yes)
        {
            var rule = text[start] == '<' ? RemoteMarkupRules.Element : RemoteMarkupRules.Image;
            _found.Add(new Finding(start, length, rule, rule.Confidence));
        }

        if (text[start] == '\n')
        {
            // An image does not go on over an empty line.
            _hasImage &= !_isLineEmpty;
            _isLineEmpty = true;
        }
        else
        {
            _isLineEmpty &= text[start] is ' ' or '\t' or '\r';
        }

        _at = start + 1;
        return true;
    }

    private static bool IsSpace(char unit) => unit is ' ' or '\t' or '\n' or '\r' or '\f';

    /// <summary>An element's beginning: the bracket and the name.</summary>
    private static Answer Element(ReadOnlySpan<char> text, bool isLast, out int length)
    {
        length = 1;
        while (length < text.Length
            && length <= LongestName
            && (char.IsAsciiLetterOrDigit(text[length]) || (length > 1 && text[length] is '-' or ':')))
        {
            length++;
        }

        if (length == text.Length && !isLast)
        {
            return Answer.Undecided;
        }

        if (length == 1)
        {
            return Answer.No;
        }

        var isName = length == text.Length || IsSpace(text[length]) || text[length] is '/' or '>';
        return isName && Loading.Contains(text[1..length]) ? Answer.Yes : Attributes(text, length, isLast);
    }

    /// <summary>Whether a tag has an attribute that loads or runs something.</summary>
    private static Answer Attributes(ReadOnlySpan<char> text, int at, bool isLast)
    {
        // The rest of a long or odd name.
        while (at < text.Length && at < Longest && !IsSpace(text[at]) && text[at] is not ('/' or '>'))
        {
            at++;
        }

        while (at < text.Length && at < Longest && text[at] != '>')
        {
            if (IsSpace(text[at]) || text[at] == '/')
            {
                at++;
                continue;
            }

            var name = at++;
            while (at < text.Length && at < Longest && !IsSpace(text[at]) && text[at] is not ('/' or '>' or '='))
            {
                at++;
            }

            var attribute = text[name..at];
            while (at < text.Length && at < Longest && IsSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length || text[at] != '=')
            {
                continue;
            }

            for (at++; at < text.Length && at < Longest && IsSpace(text[at]); at++)
            {
            }

            var value = at;
            var quote = at < text.Length && text[at] is '"' or '\'' ? text[at++] : '\0';
            while (at < text.Length && at < Longest && (quote == '\0' ? !IsSpace(text[at]) && text[at] != '>' : text[at] != quote))
            {
                at++;
            }

            if (Loads(attribute, text[value..Math.Min(at, text.Length)]))
            {
                return Answer.Yes;
            }

            at += quote != '\0' && at < text.Length && text[at] == quote ? 1 : 0;
        }

        return at >= Longest ? Answer.Yes : at < text.Length || isLast ? Answer.No : Answer.Undecided;
    }

    private static bool Loads(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value) =>
        LoadingAttributes.Contains(attribute)
        || (attribute.Length > 4 && attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        // Functions of CSS, its escapes, and references that may stand for either.
        || (attribute.Equals("style", StringComparison.OrdinalIgnoreCase) && value.IndexOfAny("(\\&@") >= 0);

    /// <summary>
    /// The mark of an image. One without an address of its own gets it from a definition, before or behind it: once there was such an
    /// image, definitions count, and once there was a remote definition, such images do.
    /// </summary>
    private Answer Image(ReadOnlySpan<char> text, bool isLast, ref int length)
    {
        if (text.Length < 2)
        {
            return isLast ? Answer.No : Answer.Undecided;
        }

        if (text[1] != '[')
        {
            return Answer.No;
        }

        var (depth, at) = (0, 1);
        for (; at < text.Length && at < Longest; at++)
        {
            depth += text[at] switch { '[' => 1, ']' => -1, _ => 0 };
            if (text[at] == '\\')
            {
                at++;
            }
            else if (depth == 0)
            {
                break;
            }
        }

        if (at + 1 >= text.Length && at < Longest && !isLast)
        {
            return Answer.Undecided;
        }

        _hasImage = true;
        length = 2;
        var behind = at + 1 < text.Length && at < Longest ? text[at + 1] : '\0';
        if (behind == '(')
        {
            return Answer.No;
        }

        _hasReference = true;
        return behind == '[' || _hasDefinition ? Answer.Yes : Answer.No;
    }

    /// <summary>The address of an image, of a reference or of a definition.</summary>
    private Answer Address(ReadOnlySpan<char> text, bool isLast, ref int length)
    {
        if (text.Length < 2)
        {
            return isLast ? Answer.No : Answer.Undecided;
        }

        if (text[1] == '[' && _hasImage)
        {
            _hasReference = true;
            length = 2;
            return Answer.Yes;
        }

        if (text[1] is not (':' or '(') || (text[1] == '(' && !_hasImage))
        {
            return Answer.No;
        }

        var at = 2;
        while (at < text.Length && at < Longest && IsSpace(text[at]))
        {
            at++;
        }

        var from = at;
        while (at < text.Length && at < Longest && !IsSpace(text[at]) && text[at] is not (')' or '>'))
        {
            at++;
        }

        if (at == text.Length && at < Longest && !isLast)
        {
            return Answer.Undecided;
        }

        if (!IsRemote(text[from..at]))
        {
            return Answer.No;
        }

        length = at;
        if (text[1] == '(')
        {
            // Without its address it is one that a definition could give another.
            _hasReference = true;
            return Answer.Yes;
        }

        _hasDefinition = true;
        return _hasReference ? Answer.Yes : Answer.No;
    }

    /// <summary>Whether an address may lead to another host: it has a scheme or two slashes, or what may stand for them.</summary>
    private static bool IsRemote(ReadOnlySpan<char> address)
    {
        address = address.TrimStart('<');
        if (address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)
            && !address.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var scheme = address.IndexOf(':');
        return address is ['/' or '\\', '/' or '\\' or '&', ..]
            || address.StartsWith("&")
            || address.StartsWith("\\")
            || (scheme > 0 && !address[..scheme].ContainsAny('/', '?', '#'))
            || address[..Math.Min(address.Length, LongestName)].IndexOfAny("\\&") >= 0;
    }
}
