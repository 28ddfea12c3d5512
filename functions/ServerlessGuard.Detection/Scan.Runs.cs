using System.Runtime.CompilerServices;

namespace ServerlessGuard.Detection;

// Rules that hang on runs of digits and on long words, which have no literal to look for.
internal readonly ref partial struct Scan
{
    private void AtDigits()
    {
        var word = 0; // the first context word that may count for the group, which moves on with the groups
        for (var position = 0; position < _symbols.Length;)
        {
            var offset = _symbols[position..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (offset < 0)
            {
                return;
            }

            var group = position + offset;
            position = group + 1;
            while (position < _symbols.Length && char.IsAsciiDigit((char)_symbols[position]))
            {
                position++;
            }

            while (word < buffers.Words.Count && buffers.Words[word].End < group - Scanner.LongestOrdinary - Scanner.ContextReach)
            {
                word++;
            }

            var inContext = threshold < Scanner.DefaultThreshold
                || (word < buffers.Words.Count
                    && buffers.Words[word].End <= group + (2 * Scanner.LongestOrdinary) + Scanner.ContextReachAfter);
            AtGroup(group, position - group, inContext);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AtGroup(int start, int groupDigits, bool inContext)
    {
        var digits = -1; // counted when the first rule asks
        if (buffers.DigitsInContext != inContext)
        {
            Array.Clear(buffers.DigitStarts);
            buffers.DigitsInContext = inContext;
        }

        var groups = inContext ? index.DigitsInContext : index.Digits;
        for (var g = 0; g < groups.Length; g++)
        {
            // A start that was tried for the digits before these needs no second try, unless it was those that did not fit.
            var rules = groups[g];
            var again = start + 1;
            for (var at = Math.Max(Math.Max(_firstStart, start - rules.MaxBefore), buffers.DigitStarts[g]); at <= start; at++)
            {
                if (!rules.CanBegin(_symbols[at]) || !MayStart(at))
                {
                    continue;
                }

                rules.Collect(_symbols, at, buffers.Candidates);
                foreach (var candidate in buffers.Candidates.Items)
                {
                    digits = digits < 0 ? DigitsAhead(start) : digits;
                    var rule = rules[candidate];
                    if (!Fits(rule, groupDigits, digits))
                    {
                        again = Math.Min(again, at);
                    }
                    else if (at >= start - rule.MaxBefore)
                    {
                        Try(rule, at);
                    }
                }
            }

            buffers.DigitStarts[g] = again;
        }

        foreach (var rule in index.LooseDigits)
        {
            if (inContext || !rule.NeedsContext(threshold))
            {
                digits = digits < 0 ? DigitsAhead(start) : digits;
                if (Fits(rule, groupDigits, digits))
                {
                    TryStarts(rule, start - rule.MaxBefore, start, start);
                }
            }
        }
    }

    private void AtWords()
    {
        // Looks only at every so many units: a run of that length or longer cannot lie between two looks.
        var shortest = index.ShortestWord;
        for (var look = shortest - 1; look >= 0 && look < _text.Length;)
        {
            if (!IsAsciiWord(_symbols[look]))
            {
                look += shortest;
                continue;
            }

            var start = look;
            while (start > 0 && look - start < Scanner.LongestOrdinary && IsAsciiWord(_symbols[start - 1]))
            {
                start--;
            }

            var end = look + 1;
            while (end < _text.Length && IsAsciiWord(_symbols[end]))
            {
                end++;
            }

            AtWord(start, end - start);
            look = end + shortest;
        }
    }

    private void AtWord(int start, int length)
    {
        if (length < index.ShortestWord || length > Scanner.LongestOrdinary)
        {
            return;
        }

        index.Words.Collect(_symbols, start, buffers.Candidates);
        foreach (var candidate in buffers.Candidates.Items)
        {
            var rule = index.Words[candidate];
            if (rule.Rule.Anchor is Anchor.LongWord word && length >= word.Min && length <= word.Max)
            {
                Try(rule, start);
            }
        }
    }

    private static bool IsAsciiWord(byte symbol) => char.IsAsciiLetterOrDigit((char)symbol) || symbol == '_';

    private static bool Fits(CompiledRule rule, int groupDigits, int digits) => digits >= rule.MinDigits && groupDigits <= rule.MaxDigits;

    private static bool IsDigitSeparator(byte symbol) => (char)symbol is ' ' or '.' or '-' or '/' or '(' or ')' or '+';

    private int DigitsAhead(int start)
    {
        var (digits, separators) = (0, 0);
        var end = Math.Min(_text.Length, start + CompiledRule.RunAhead);
        for (var i = start; i < end; i++)
        {
            if (char.IsAsciiDigit((char)_symbols[i]))
            {
                (digits, separators) = (digits + 1, 0);
            }
            else if (++separators > 2 || !IsDigitSeparator(_symbols[i]))
            {
                break;
            }
        }

        return digits;
    }
}
