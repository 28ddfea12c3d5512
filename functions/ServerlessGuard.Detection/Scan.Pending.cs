namespace ServerlessGuard.Detection;

// What more text could still change: a live stream withholds from there.
internal readonly ref partial struct Scan
{
    /// <summary>
    /// The first unit at which a match may begin that is not decided yet, were more text to follow; the text's length when
    /// all are. A start is decided once its rule's automaton is dead, and, where a context word behind the match counts, once
    /// none can come any more.
    /// </summary>
    /// <param name="openLiteral">How many units at the end may be the beginning of a literal.</param>
    public int Settled(int openLiteral)
    {
        var settled = Math.Max(from, text.Length - openLiteral);
        foreach (var (end, literal) in buffers.Hits)
        {
            var start = end - index.Literals[literal].Length;
            if (start < from || start >= settled)
            {
                continue;
            }

            foreach (var rule in index.Starting[literal])
            {
                if (IsPending(rule, start))
                {
                    settled = start;
                    break;
                }
            }
        }

        foreach (var (rule, maxBefore) in index.Searching)
        {
            settled = FirstPending(rule, maxBefore, settled);
        }

        foreach (var rule in index.LooseDigits)
        {
            settled = FirstPending(rule, int.MaxValue, settled);
        }

        var openRun = OpenDigits();
        foreach (var group in index.DigitsInContext)
        {
            settled = FirstPending(group, openRun - group.MaxBefore, settled);
        }

        return FirstPending(index.Words, int.MaxValue, settled);
    }

    /// <summary>The first pending start of a rule whose anchor lies inside its match, before <paramref name="settled"/>.</summary>
    private int FirstPending(CompiledRule rule, int maxBefore, int settled)
    {
        for (var at = Math.Max(from, text.Length - rule.Reach); at < settled; at++)
        {
            // Without its anchor so far, and too late for one to come.
            var isTried = maxBefore == int.MaxValue || at <= buffers.LastTried[rule.Index];
            if (!isTried && at + maxBefore + rule.LongestLiteral < text.Length)
            {
                continue;
            }

            if (rule.Prefilter.CanBegin(symbols[at]) && IsPending(rule, at, isTried))
            {
                return at;
            }
        }

        return settled;
    }

    /// <summary>The first pending start of rules that hang on runs; all that may match from <paramref name="open"/> on are.</summary>
    private int FirstPending(RuleGroup rules, int open, int settled)
    {
        if (rules.IsEmpty)
        {
            return settled;
        }

        for (var at = Math.Max(from, text.Length - rules.Reach); at < settled; at++)
        {
            if (!rules.CanBegin(symbols[at]) || !MayStart(at))
            {
                continue;
            }

            if (rules.Collect(symbols, at, buffers.Candidates))
            {
                return at;
            }

            foreach (var candidate in buffers.Candidates.Items)
            {
                if (at >= open || IsPending(rules[candidate], at))
                {
                    return at;
                }
            }
        }

        return settled;
    }

    /// <param name="rule">The rule.</param>
    /// <param name="start">Where its match would start.</param>
    /// <param name="isTried">Whether the rule's anchor was there; otherwise a match counts only once it comes.</param>
    private bool IsPending(CompiledRule rule, int start, bool isTried = true)
    {
        if (text.Length - start >= rule.Reach)
        {
            return false;
        }

        if (rule.Rule.LeftBoundary && start > 0 && Automata.SymbolMap.IsWord(symbols[start - 1]) && Automata.SymbolMap.IsWord(symbols[start]))
        {
            return false;
        }

        var limit = Math.Min(text.Length, start + rule.Rule.MaxLength + 1);
        var units = rule.Prefilter.Decide(symbols[start..limit], out var mayMatch);
        if (units < 0 && limit == text.Length)
        {
            if (rule.Prefilter.IsExact)
            {
                return true;
            }

            // The prefilter may be alive where the pattern is not.
            var match = buffers.Matcher.Run(rule.Program, text[start..limit]);
            if (buffers.Matcher.IsOpen || match.Length == limit - start)
            {
                return true;
            }

            mayMatch = match.Length >= 0;
        }

        units = units < 0 ? limit - start : units;
        if (mayMatch && !isTried)
        {
            return true;
        }

        if (!mayMatch || !rule.HasContextWords || text.Length > start + units + Scanner.ContextReachAfter + rule.LongestContext)
        {
            return false;
        }

        // A context word that comes may change the confidence, unless one stands there already or no value does.
        return rule.MayMatch(symbols, start, buffers, out var length)
            && rule.TryMatch(text, symbols, start, length, buffers.Matcher, out var valueStart, out var valueLength)
            && !HasContext(rule, start, valueStart + valueLength, text.Length - 1);
    }

    /// <summary>Where the run of digits and separators begins that more digits could lengthen; the text's length when there is none.</summary>
    private int OpenDigits()
    {
        var (first, separators) = (text.Length, 0);
        for (var at = text.Length - 1; at >= Math.Max(0, text.Length - CompiledRule.RunAhead); at--)
        {
            if (char.IsAsciiDigit((char)symbols[at]))
            {
                (first, separators) = (at, 0);
            }
            else if (++separators > 2 || !IsDigitSeparator(symbols[at]))
            {
                break;
            }
        }

        return first;
    }
}
