namespace ServerlessGuard.Detection;

// Rules that hang on runs of digits and on long words, which have no literal to look for.
internal readonly ref partial struct Scan
{
    private void AtDigits()
    {
        var position = 0;
        while (position < text.Length)
        {
            var offset = text[position..].IndexOfAnyInRange('0', '9');
            if (offset < 0)
            {
                return;
            }

            var group = position + offset;
            position = group + 1;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            AtGroup(group, position - group, DigitsAhead(group));
        }
    }

    private void AtGroup(int start, int groupDigits, int digits)
    {
        var inContext = threshold < Scanner.DefaultThreshold || HasWordNear(start);
        var rules = RulesFor(digits, inContext ? index.DigitsInContext : index.Digits);
        for (var at = Math.Max(firstStart, start - rules.MaxBefore); at <= start && !rules.IsEmpty; at++)
        {
            if (!MayStart(at))
            {
                continue;
            }

            buffers.Candidates.Clear();
            rules.Sieve.Sift(text, at, buffers.Candidates);
            foreach (var rule in buffers.Candidates)
            {
                if (Fits(rule, groupDigits, digits) && at >= start - ((Anchor.DigitRun)rule.Rule.Anchor).MaxBefore)
                {
                    Try(rule, at);
                }
            }
        }

        foreach (var rule in index.LooseDigits)
        {
            if (Fits(rule, groupDigits, digits) && (inContext || !rule.NeedsContext(threshold)))
            {
                TryStarts(rule, start - ((Anchor.DigitRun)rule.Rule.Anchor).MaxBefore, start, start);
            }
        }
    }

    private static DigitRules RulesFor(int digits, DigitRules[] steps)
    {
        var step = 0;
        while (digits > steps[step].MostDigits)
        {
            step++;
        }

        return steps[step];
    }

    /// <summary>Whether a context word lies where it could count for any match at a digit run.</summary>
    private bool HasWordNear(int start)
    {
        var first = FirstWord(start - Scanner.LongestOrdinary - Scanner.ContextReach);
        return first < buffers.Words.Count && buffers.Words[first].End <= start + (2 * Scanner.LongestOrdinary) + Scanner.ContextReachAfter;
    }

    private void AtWords()
    {
        // Looks only at every so many units: a run of that length or longer cannot lie between two looks.
        var shortest = index.ShortestWord;
        for (var look = shortest - 1; look >= 0 && look < text.Length;)
        {
            if (!IsAsciiWord(text[look]))
            {
                look += shortest;
                continue;
            }

            var start = look;
            while (start > 0 && look - start < Scanner.LongestOrdinary && IsAsciiWord(text[start - 1]))
            {
                start--;
            }

            var end = look + 1;
            while (end < text.Length && IsAsciiWord(text[end]))
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

        buffers.Candidates.Clear();
        index.Words.Sift(text, start, buffers.Candidates);
        foreach (var rule in buffers.Candidates)
        {
            if (rule.Rule.Anchor is Anchor.LongWord word && length >= word.Min && length <= word.Max)
            {
                Try(rule, start);
            }
        }
    }

    private static bool IsAsciiWord(char unit) => char.IsAsciiLetterOrDigit(unit) || unit == '_';

    private static bool Fits(CompiledRule rule, int groupDigits, int digits) =>
        rule.Rule.Anchor is Anchor.DigitRun run && digits >= run.Min && groupDigits <= run.Max;

    private int DigitsAhead(int start)
    {
        var (digits, separators) = (0, 0);
        var end = Math.Min(text.Length, start + CompiledRule.RunAhead);
        for (var i = start; i < end; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                (digits, separators) = (digits + 1, 0);
            }
            else if (++separators > 2 || text[i] is not (' ' or '.' or '-' or '/' or '(' or ')' or '+'))
            {
                break;
            }
        }

        return digits;
    }
}
