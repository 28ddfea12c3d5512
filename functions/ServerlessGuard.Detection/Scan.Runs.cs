using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

// Rules that hang on runs of digits and on long words, which have no literal to look for.
internal readonly ref partial struct Scan
{
    private const int Block = SymbolBits.Block;

    // "030 / 90 18": what may stand between the digits of one number.
    private const int MostSeparators = 3;

    private void AtDigits()
    {
        var words = buffers.DigitWords;
        var word = 0; // the first context word that may count for the group, which moves on with the groups
        var openBefore = 0ul; // whether a digit ends the block before
        var digits = buffers.Bits.Digits;
        for (var block = 0; block < digits.Length; block++)
        {
            var here = digits[block];
            for (var starts = here & ~(here << 1 | openBefore); starts != 0; starts &= starts - 1)
            {
                var group = (block * Block) + BitOperations.TrailingZeroCount(starts);
                while (word < words.Count && words[word] < group - index.DigitReach.Before - Scanner.ContextReach)
                {
                    word++;
                }

                var inContext = threshold < Scanner.DefaultThreshold
                    || (word < words.Count && words[word] <= group + index.DigitReach.After + Scanner.ContextReachAfter);
                AtGroup(group, TextBits.End(digits, group) - group, inContext);
            }

            openBefore = here >> (Block - 1);
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
        var starts = buffers.DigitStarts;
        Span<int> again = [start + 1, start + 1, start + 1];
        var first = Math.Max(Math.Max(_firstStart, start - groups.MaxBefore), RuleGroups.MinStart(starts));
        var follower = start + groupDigits < _symbols.Length ? _symbols[start + groupDigits] : -1;
        for (var at = NextStart(first); at <= start; at = NextStart(at + 1))
        {
            buffers.Steps++;
            var begins = groups.Beginning(_symbols[at], start - at);
            if (begins == 0 || !_edges.MayStart(at))
            {
                continue;
            }

            for (var g = 0; begins != 0; g++, begins >>= 1)
            {
                // A start that was tried for the digits before these needs no second try, unless it was those that did not fit.
                if ((begins & 1) == 0 || at < starts[g])
                {
                    continue;
                }

                var least = at == start ? groups[g].LeastDigits(groupDigits, follower)
                    : groups[g].MayMatch(_symbols, at) ? 0
                    : RuleGroup.None;
                if (least == RuleGroup.None)
                {
                    continue;
                }

                digits = digits < 0 && least > groupDigits ? DigitsAhead(start) : digits;
                if ((least > groupDigits && digits < least) || !AtStart(groups[g], at, start, groupDigits, ref digits))
                {
                    again[g] = Math.Min(again[g], at);
                }
            }
        }

        again.CopyTo(starts);
        foreach (var rule in index.LooseDigits)
        {
            if (!rule.NeedsContext(threshold)
                || (inContext && IsInContext(rule, start) && MayCount(rule, start - rule.MaxBefore, start + rule.Rule.MaxLength)))
            {
                digits = digits < 0 ? DigitsAhead(start) : digits;
                if (Fits(rule, groupDigits, digits))
                {
                    TryStarts(rule, start - rule.MaxBefore, start, start);
                }
            }
        }
    }

    /// <summary>The first place at or after <paramref name="at"/> where a match may start, as far as ASCII units tell.</summary>
    private int NextStart(int at) => _edges.HasOtherBreaks ? at : TextBits.Next(buffers.Bits.Starts, at);

    /// <summary>Tries the rules of a group that may match at a start; false when the digits did not fit one of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AtStart(RuleGroup rules, int at, int start, int groupDigits, ref int digits)
    {
        var fit = true;
        rules.Collect(_symbols, at, buffers);
        foreach (var candidate in buffers.Candidates.Items)
        {
            var rule = rules[candidate];
            if (rule.NeedsContext(threshold) && (!IsInContext(rule, start) || !MayCount(rule, at, at + rule.Rule.MaxLength)))
            {
                continue; // for no run of digits
            }

            digits = digits < 0 ? DigitsAhead(start) : digits;
            if (!Fits(rule, groupDigits, digits))
            {
                fit = false;
            }
            else if (at >= start - rule.MaxBefore)
            {
                Try(rule, at);
            }
        }

        return fit;
    }

    /// <summary>
    /// Whether a context word of the rule stands near a run of digits, whichever start and end its match may have. The words are read once
    /// for all rules.
    /// </summary>
    private bool IsInContext(CompiledRule rule, int digits)
    {
        var rules = buffers.RulesInContext;
        if (buffers.ContextOf != digits)
        {
            buffers.ContextOf = digits;
            Array.Clear(rules);
            var last = digits + index.DigitReach.After + Scanner.ContextReachAfter;
            for (var i = FirstWord(digits - index.DigitReach.Before - Scanner.ContextReach); i < buffers.Words.Count; i++)
            {
                var (end, entry) = buffers.Words[i];
                buffers.Steps++;
                if (end > last)
                {
                    break;
                }

                var ofWord = index.RulesOfWord[index.ContextWord[entry < 0 ? ~entry : entry]];
                for (var part = 0; part < ofWord.Length; part++)
                {
                    rules[part] |= ofWord[part];
                }
            }
        }

        return (rules[rule.Index / 64] >> (rule.Index % 64) & 1) != 0;
    }

    /// <summary>Tries a rule beside each of its symbols, from where a match may start.</summary>
    private void AtSymbols(SymbolAnchor anchor)
    {
        ref var symbols = ref MemoryMarshal.GetReference(_symbols);
        var before = 0ul;
        var rule = anchor.Rule;
        for (var block = 0; block < _symbols.Length; block += Block)
        {
            for (var found = anchor.In(ref Unsafe.Add(ref symbols, block), ref before); found != 0; found &= found - 1)
            {
                var last = block + BitOperations.TrailingZeroCount(found);
                var tried = buffers.LastTried[rule.Index];
                for (var distances = anchor.Distances(_symbols[last]); distances != 0;)
                {
                    var distance = BitOperations.Log2(distances);
                    distances ^= 1u << distance;
                    buffers.Steps++;
                    var at = last - distance;
                    if (at > tried
                        && rule.Prefilter.CanBegin(_symbols[at])
                        && (!rule.Rule.LeftBoundary || distance == 0 || _edges.MayStart(at)))
                    {
                        Try(rule, at);
                    }
                }

                buffers.LastTried[rule.Index] = last;
            }
        }
    }

    private void AtWords()
    {
        if (index.Words.IsEmpty)
        {
            return;
        }

        var shortest = Math.Clamp(index.ShortestWord, 1, Block);
        var words = buffers.Bits.AsciiWords;
        var wordBefore = 0ul;
        for (var block = 0; block < words.Length; block++)
        {
            var (units, following) = (words[block], block + 1 < words.Length ? words[block + 1] : 0);
            var starts = TextBits.StartsOfRuns(units, following, shortest) & ~(units << 1 | wordBefore);
            for (; starts != 0; starts &= starts - 1)
            {
                var start = (block * Block) + BitOperations.TrailingZeroCount(starts);
                AtWord(start, TextBits.End(words, start) - start);
            }

            wordBefore = units >> (Block - 1);
        }
    }

    private void AtWord(int start, int length)
    {
        if (length < index.ShortestWord || length > Scanner.LongestOrdinary || !index.Words.MayMatch(_symbols, start))
        {
            return;
        }

        index.Words.Collect(_symbols, start, buffers);
        foreach (var candidate in buffers.Candidates.Items)
        {
            var rule = index.Words[candidate];
            if (rule.Rule.Anchor is Anchor.LongWord word && length >= word.Min && length <= word.Max)
            {
                Try(rule, start);
            }
        }
    }

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
            else if (++separators > MostSeparators || !IsDigitSeparator(_symbols[i]))
            {
                break;
            }
        }

        return digits;
    }
}
