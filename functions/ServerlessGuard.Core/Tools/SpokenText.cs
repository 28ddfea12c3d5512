namespace ServerlessGuard.Core.Tools;

/// <summary>
/// A text by somebody who may name values. Strict on purpose: a value counts as said where it stands as whole words, or as the same
/// number, day, link or account. No look-alike is folded and nothing is decoded. Thread-safe.
/// </summary>
internal sealed class SpokenText
{
    private readonly string _plain;
    private readonly Lazy<Quantities> _quantities;
    private readonly Lazy<HashSet<string>> _addresses;
    private readonly Lazy<(string Text, int[] At)> _compact;

    public SpokenText(string text)
    {
        _plain = Plain(text);
        _quantities = new(() => new Quantities(text));
        _addresses = new(() => Addresses.In(text).Select(Addresses.Canonical).ToHashSet(StringComparer.Ordinal));
        _compact = new(() => Compact(text));
    }

    public bool Says(string value, ArgumentKind kind)
    {
        var plain = Plain(value);
        if (plain.Length == 0)
        {
            return true;
        }

        if (HasWords(plain, kind))
        {
            return true;
        }

        return kind switch
        {
            ArgumentKind.Amount or ArgumentKind.Id or ArgumentKind.Other when Quantities.TryNumber(value, out var number) =>
                _quantities.Value.HasNumber(number),
            ArgumentKind.Link => HasAddress(value),
            ArgumentKind.Recipient => HasRecipient(value, plain),
            ArgumentKind.Account => HasCompact(value),
            ArgumentKind.Neutral or ArgumentKind.Other when Quantities.TryDate(value, out var date) => _quantities.Value.HasDate(date),
            _ => Addresses.IsOne(value) ? HasAddress(value) : HasCompact(value),
        };
    }

    private bool HasAddress(string value) => _addresses.Value.Contains(Addresses.Canonical(value));

    /// <summary>Also <c>Name &lt;address&gt;</c>, <c>#channel</c>, <c>@user</c>, and a list of those.</summary>
    private bool HasRecipient(string value, string plain)
    {
        if (plain.AsSpan().ContainsAny(",;"))
        {
            return plain.Split(',', ';').All(part => Says(part, ArgumentKind.Recipient));
        }

        var open = value.LastIndexOf('<');
        if (open > 0 && value.TrimEnd().EndsWith('>'))
        {
            return Says(value.TrimEnd()[(open + 1)..^1], ArgumentKind.Recipient);
        }

        return (plain.Length > 1 && plain[0] is '#' or '@' && HasWords(plain[1..], ArgumentKind.Recipient))
            || HasAddress(value)
            || HasCompact(value);
    }

    /// <summary>Whole words: no letter or digit beside them, nor one that a dash, dot or the like joins to them.</summary>
    private bool HasWords(string value, ArgumentKind kind)
    {
        for (var from = 0; ;)
        {
            var at = _plain.IndexOf(value, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            if (!IsJoined(at - 1, -1, value[0], kind) && !IsJoined(at + value.Length, 1, value[^1], kind))
            {
                return true;
            }

            from = at + 1;
        }
    }

    private bool IsJoined(int at, int step, char edge, ArgumentKind kind)
    {
        if (at < 0 || at >= _plain.Length)
        {
            return false;
        }

        var c = _plain[at];
        if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c))
        {
            return char.IsLetterOrDigit(edge) || IsMark(edge) || char.IsSurrogate(edge);
        }

        var joins = c is '-' or '_' or '.' or '@' or '+' or '%' or '&' or '?' or '~' or '\\'
            || (c is '/' or ':' or '=' or '#' && kind is ArgumentKind.Path or ArgumentKind.Link or ArgumentKind.Id or ArgumentKind.Account);
        var beyond = at + step;
        return joins && beyond >= 0 && beyond < _plain.Length && (char.IsLetterOrDigit(_plain[beyond]) || char.IsSurrogate(_plain[beyond]));
    }

    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036f' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\u00ad';

    /// <summary>An account or telephone number in other groups: eight or more letters and digits, some of them digits.</summary>
    private bool HasCompact(string value)
    {
        var (compact, _) = Compact(value);
        if (compact.Length < 8 || compact.Count(char.IsAsciiDigit) < 6 || compact.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var (text, at) = _compact.Value;
        for (var from = 0; ;)
        {
            var found = text.IndexOf(compact, from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            // Beside it in the text as written stands no letter or digit.
            var (first, last) = (at[found], at[found + compact.Length - 1]);
            if ((found == 0 || at[found - 1] != first - 1)
                && (found + compact.Length == text.Length || at[found + compact.Length] != last + 1))
            {
                return true;
            }

            from = found + 1;
        }
    }

    private static (string Text, int[] At) Compact(string text)
    {
        var (kept, at) = (new char[text.Length], new int[text.Length]);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                kept[length] = char.ToLowerInvariant(c);
                at[length++] = i;
            }
            else if (!(c is ' ' or '-' or '.' or '(' or ')' or '/' or '\u00a0'))
            {
                // Any other character ends a number.
                kept[length] = '\0';
                at[length++] = i;
            }
        }

        return (new string(kept, 0, length), at);
    }

    /// <summary>Small letters, one space for any run of white space.</summary>
    private static string Plain(string text)
    {
        return string.Create(Write(text, default), text, static (span, text) => Write(text, span));

        static int Write(string text, Span<char> target)
        {
            var (length, wasSpace) = (0, true);
            foreach (var c in text.AsSpan().Trim())
            {
                var isSpace = char.IsWhiteSpace(c);
                if (isSpace && wasSpace)
                {
                    continue;
                }

                if (!target.IsEmpty)
                {
                    target[length] = isSpace ? ' ' : char.ToLowerInvariant(c);
                }

                length++;
                wasSpace = isSpace;
            }

            return length;
        }
    }
}
