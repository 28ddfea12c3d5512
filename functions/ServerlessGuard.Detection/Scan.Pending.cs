namespace ServerlessGuard.Detection;

// The part that more text could still change: a live stream withholds from there.
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
        var settled = Math.Max(from, _text.Length - openLiteral);
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
        foreach (var group in index.DigitsInContext.All)
        {
            settled = FirstPending(group, openRun - group.MaxBefore, settled);
        }

        return FirstPending(index.Words, int.MaxValue, settled);
    }

    /// <summary>The first pending start of a rule whose anchor lies inside its match, before <paramref name="settled"/>.</summary>
    private int FirstPending(CompiledRule rule, int maxBefore, int settled)
    {
        for (var at = Math.Max(from, _text.Length - rule.Reach); at < settled; at++)
        {
            // Without its anchor so far, and too late for one to come.
            var isTried = maxBefore == int.MaxValue || at <= buffers.LastTried[rule.Index];
            if (!isTried && at + maxBefore + rule.LongestLiteral < _text.Length)
            {
                continue;
            }

            if (rule.Prefilter.CanBegin(_symbols[at]) && IsPending(rule, at, isTried))
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

        for (var at = Math.Max(from, _text.Length - rules.Reach); at < settled; at++)
        {
            if (!rules.CanBegin(_symbols[at]) || !_edges.MayStart(at))
            {
                continue;
            }

            if (rules.Collect(_symbols, at, buffers))
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
    /// <param name="start">The start of its possible match.</param>
    /// <param name="isTried">Whether the rule's anchor was there; otherwise a match counts only once it comes.</param>
    private bool IsPending(CompiledRule rule, int start, bool isTried = true)
    {
        if (_text.Length - start >= rule.Reach)
        {
            return false;
        }

        if (!_edges.MayStart(rule, start))
        {
            return false;
        }

        var limit = Math.Min(_text.Length, start + rule.Rule.MaxLength + 1);
        var units = rule.Prefilter.Decide(_symbols[start..limit], out var mayMatch);
        if (units < 0 && limit == _text.Length)
        {
            if (rule.Prefilter.IsExact)
            {
                return true;
            }

            // The prefilter may be alive where the pattern is not.
            var match = buffers.Matcher.Run(rule.Program, _text[start..limit]);
            if (buffers.Matcher.IsOpen || match.Length == limit - start)
            {
                return true;
            }

            mayMatch = match.Length >= 0;
        }

        units = units < 0 ? limit - start : units;
        if (mayMatch && (!isTried || _edges.IsOpen(rule, start + units - 1)))
        {
            return true;
        }

        if (!mayMatch || !rule.HasContextWords || _text.Length > start + units + Scanner.ContextReachAfter + rule.LongestContext)
        {
            return false;
        }

        // A context word that comes may change the confidence, unless one is there already or no value does.
        return rule.MayMatch(_symbols, start, _edges, buffers, out var length)
            && rule.TryMatch(_text, _edges, start, length, buffers.Matcher, out var valueStart, out var valueLength)
            && !HasContext(rule, start, valueStart + valueLength, _text.Length - 1);
    }

    /// <summary>
    /// The start of a run of digits and separators that more digits could lengthen; the text's length when there is none.
    /// </summary>
    private int OpenDigits()
    {
        var (first, separators) = (_text.Length, 0);
        for (var at = _text.Length - 1; at >= Math.Max(0, _text.Length - CompiledRule.RunAhead); at--)
        {
            if (char.IsAsciiDigit((char)_symbols[at]))
            {
                (first, separators) = (at, 0);
            }
            else if (++separators > MostSeparators || !IsDigitSeparator(_symbols[at]))
            {
                break;
            }
        }

        return first;
    }
}
