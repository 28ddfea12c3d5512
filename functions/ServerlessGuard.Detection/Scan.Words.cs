using System.Collections.Frozen;

namespace ServerlessGuard.Detection;

// Context words: where they count, and which of them name a value.
internal readonly ref partial struct Scan
{
    // How far before a match a part of a name counts: the value follows its name.
    private const int NameReach = 40;

    // How far a label may stand before its value, and how many words may stand between.
    private const int LabelGap = 24;

    // "phone_number", "ssnValue": what a name may add to a context word without becoming another thing's ("contact_id").
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NameEndings =
        FrozenSet.ToFrozenSet(
            [
                "number", "numbers", "no", "nr", "num", "nbr", "value", "date", "security", "insurance", "account", "card", "code",
                "raw", "text", "primary",
            ],
            StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // Units that may stand between a label and its value.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Connectors =
        FrozenSet.ToFrozenSet(
            [
                "number", "numbers", "no", "nr", "num", "id", "is", "was", "of", "code", "card", "account", "nummer", "ist", "lautet",
                "numéro", "numero", "número",
                "n", "est", "es", "é", "o", "value", "as", "the", "numarası", "numer",
            ],
            StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private void AtContextWord((int End, int Literal) hit, int word)
    {
        var starts = StartsWord(hit);
        if (starts && (EndsWord(hit) || (char.IsAsciiDigit(_text[hit.End]) && char.IsAsciiLetter(_text[hit.End - 1]))))
        {
            buffers.Words.Add(hit);
        }
        else if ((starts || StartsInName(hit)) && EndsName(hit.End))
        {
            buffers.Words.Add((hit.End, ~hit.Literal));
        }
        else
        {
            if (starts && char.IsAsciiLetterUpper(_text[hit.End]))
            {
                buffers.Labels.Add((hit.End, word));
                buffers.Bits.AddStart(hit.End);
            }

            return;
        }

        if (index.DigitWords[word])
        {
            buffers.DigitWords.Add(hit.End);
        }
    }

    /// <summary>Whether a word begins there inside a name: after an underscore, or with a capital after a small letter.</summary>
    private bool StartsInName((int End, int Literal) hit)
    {
        var start = hit.End - index.Literals[hit.Literal].Length;
        return start > 0
            && (_text[start - 1] == '_' || (char.IsAsciiLetterLower(_text[start - 1]) && char.IsAsciiLetterUpper(_text[start])));
    }

    /// <summary>Whether a name ends there, or goes on with words that only say that it is one for a number.</summary>
    private bool EndsName(int at)
    {
        for (var part = 0; part < 3 && at < _text.Length && WordBoundary.IsWord(_text[at]); part++)
        {
            var start = _text[at] == '_' ? at + 1 : at;
            if (start == at && !char.IsAsciiLetterUpper(_text[at]))
            {
                return false;
            }

            var end = Math.Min(start + 1, _text.Length);
            while (end < _text.Length
                && char.IsAsciiLetter(_text[end])
                && !(char.IsAsciiLetterLower(_text[end - 1]) && char.IsAsciiLetterUpper(_text[end])))
            {
                end++;
            }

            if (!NameEndings.Contains(_text[start..end]))
            {
                return false;
            }

            at = end;
        }

        return at < _text.Length && !WordBoundary.IsWord(_text[at]);
    }

    /// <summary>Whether a word that names the value stands directly before it. One digit over and over stands for a value.</summary>
    private bool IsLabelled(CompiledRule rule, int start, int length)
    {
        var value = _text.Slice(start, length);
        var digit = value.IndexOfAnyInRange('0', '9');
        if (digit >= 0 && !value.ContainsAnyExcept(value[digit], '-', ' '))
        {
            return false;
        }

        for (var i = FirstWord(start - LabelGap); i < buffers.Words.Count && buffers.Words[i].End <= start; i++)
        {
            var (end, entry) = buffers.Words[i];
            buffers.Steps++;
            if (rule.IsLabel(index.ContextWord[entry < 0 ? ~entry : entry]) && Connects(_text[end..start]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Connects(ReadOnlySpan<char> between)
    {
        for (var at = 0; at < between.Length;)
        {
            if (!char.IsLetter(between[at]))
            {
                if (char.IsDigit(between[at]))
                {
                    return false;
                }

                at++;
                continue;
            }

            var end = at + 1;
            while (end < between.Length && char.IsLetter(between[end]))
            {
                end++;
            }

            if (!Connectors.Contains(between[at..end]))
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private bool IsWholeWord((int End, int Literal) hit) => StartsWord(hit) && EndsWord(hit);

    private bool StartsWord((int End, int Literal) hit)
    {
        var start = hit.End - index.Literals[hit.Literal].Length;
        return start == 0 || !WordBoundary.IsWord(_text[start]) || !WordBoundary.IsWord(_text[start - 1]) || IsIdeograph(_text[start]);
    }

    private bool EndsWord((int End, int Literal) hit) => hit.End == _text.Length
        || !WordBoundary.IsWord(_text[hit.End - 1])
        || !WordBoundary.IsWord(_text[hit.End])
        || IsIdeograph(_text[hit.End - 1]);

    // Scripts without spaces have no word boundaries to ask for.
    private static bool IsIdeograph(char unit) => unit is >= '\u2E80' and <= '\uD7FF' or >= '\u0E00' and <= '\u0EFF';
}
