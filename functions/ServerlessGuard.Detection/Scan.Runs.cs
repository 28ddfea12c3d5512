using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ServerlessGuard.Detection;

// Rules that hang on runs of digits and on long words, which have no literal to look for.
internal readonly ref partial struct Scan
{
    private const int Block = 64;

    // "030 / 90 18": what may stand between the digits of one number.
    private const int MostSeparators = 3;

    private static readonly SearchValues<byte> AsciiWord =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private void AtDigits()
    {
        var words = buffers.DigitWords;
        var word = 0; // the first context word that may count for the group, which moves on with the groups
        var openBefore = 0ul; // whether a digit ends the block before
        for (var block = 0; block < _symbols.Length; block += Block)
        {
            var digits = DigitsIn(block);
            for (var starts = digits & ~(digits << 1 | openBefore); starts != 0; starts &= starts - 1)
            {
                var offset = BitOperations.TrailingZeroCount(starts);
                var group = block + offset;
                var end = group + BitOperations.TrailingZeroCount(~(digits >> offset));
                while (end >= block + Block && end < _symbols.Length && char.IsAsciiDigit((char)_symbols[end]))
                {
                    end++;
                }

                while (word < words.Count && words[word] < group - index.DigitReach.Before - Scanner.ContextReach)
                {
                    word++;
                }

                var inContext = threshold < Scanner.DefaultThreshold
                    || (word < words.Count && words[word] <= group + index.DigitReach.After + Scanner.ContextReachAfter);
                AtGroup(group, end - group, inContext);
            }

            openBefore = digits >> (Block - 1);
        }
    }

    /// <summary>A bit for each digit of a block.</summary>
    private ulong DigitsIn(int block)
    {
        var digits = 0ul;
        if (block + Block <= _symbols.Length)
        {
            for (var part = 0; part < Block; part += Vector128<byte>.Count)
            {
                var units = Vector128.Create(_symbols.Slice(block + part, Vector128<byte>.Count));
                digits |= (ulong)IsFrom(units, (byte)'0', 10).ExtractMostSignificantBits() << part;
            }

            return digits;
        }

        for (var at = block; at < _symbols.Length; at++)
        {
            digits |= char.IsAsciiDigit((char)_symbols[at]) ? 1ul << (at - block) : 0;
        }

        return digits;
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
        Span<int> again = stackalloc int[RuleGroups.Count];
        again.Fill(start + 1);
        var first = Math.Max(Math.Max(_firstStart, start - groups.MaxBefore), RuleGroups.MinStart(starts));
        buffers.Steps += start - first + 1;
        for (var at = first; at <= start; at++)
        {
            var begins = groups.Beginning(_symbols[at], start - at);
            if (begins == 0 || !_edges.MayStart(at))
            {
                continue;
            }

            for (var g = 0; begins != 0; g++, begins >>= 1)
            {
                // A start that was tried for the digits before these needs no second try, unless it was those that did not fit.
                if ((begins & 1) != 0
                    && at >= starts[g]
                    && groups[g].MayMatch(_symbols, at)
                    && !AtStart(groups[g], at, start, groupDigits, ref digits))
                {
                    again[g] = Math.Min(again[g], at);
                }
            }
        }

        again.CopyTo(starts);
        foreach (var rule in index.LooseDigits)
        {
            if ((inContext || !rule.NeedsContext(threshold)) && MayCount(rule, start - rule.MaxBefore, start + rule.Rule.MaxLength))
            {
                digits = digits < 0 ? DigitsAhead(start) : digits;
                if (Fits(rule, groupDigits, digits))
                {
                    TryStarts(rule, start - rule.MaxBefore, start, start);
                }
            }
        }
    }

    /// <summary>Tries the rules of a group that may match at a start; false when the digits did not fit one of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AtStart(RuleGroup rules, int at, int start, int groupDigits, ref int digits)
    {
        var fit = true;
        rules.Collect(_symbols, at, buffers);
        foreach (var candidate in buffers.Candidates.Items)
        {
            var rule = rules[candidate];
            if (!MayCount(rule, at, at + rule.Rule.MaxLength))
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

    private void AtWords()
    {
        if (index.Words.IsEmpty)
        {
            return;
        }

        var shortest = Math.Clamp(index.ShortestWord, 1, Block);
        var (units, wordBefore) = (AsciiWordsIn(0), 0ul);
        for (var block = 0; block < _symbols.Length; block += Block)
        {
            var following = AsciiWordsIn(block + Block);
            for (var starts = StartsOfRuns(units, following, shortest) & ~(units << 1 | wordBefore); starts != 0; starts &= starts - 1)
            {
                var start = block + BitOperations.TrailingZeroCount(starts);
                var rest = _symbols[(start + shortest)..].IndexOfAnyExcept(AsciiWord);
                AtWord(start, rest < 0 ? _symbols.Length - start : shortest + rest);
            }

            (wordBefore, units) = (units >> (Block - 1), following);
        }
    }

    /// <summary>The places in a block, with the block that follows, at which as many bits stand one after the other.</summary>
    private static ulong StartsOfRuns(ulong bits, ulong following, int length)
    {
        for (var known = 1; known < length && bits != 0;)
        {
            var step = Math.Min(known, length - known);
            bits &= bits >> step | following << (Block - step);
            following &= following >> step;
            known += step;
        }

        return bits;
    }

    /// <summary>A bit for each ASCII word unit of a block.</summary>
    private ulong AsciiWordsIn(int block)
    {
        var units = 0ul;
        if (block + Block <= _symbols.Length)
        {
            for (var part = 0; part < Block; part += Vector128<byte>.Count)
            {
                var symbols = Vector128.Create(_symbols.Slice(block + part, Vector128<byte>.Count));
                var belong = IsFrom(symbols | Vector128.Create((byte)0x20), (byte)'a', 26)
                    | IsFrom(symbols, (byte)'0', 10)
                    | Vector128.Equals(symbols, Vector128.Create((byte)'_'));
                units |= (ulong)belong.ExtractMostSignificantBits() << part;
            }

            return units;
        }

        for (var at = block; at < _symbols.Length; at++)
        {
            units |= AsciiWord.Contains(_symbols[at]) ? 1ul << (at - block) : 0;
        }

        return units;
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

    /// <summary>Which symbols are one of so many from <paramref name="first"/> on.</summary>
    private static Vector128<byte> IsFrom(Vector128<byte> symbols, byte first, byte count) =>
        Vector128.LessThan(symbols - Vector128.Create(first), Vector128.Create(count));

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
