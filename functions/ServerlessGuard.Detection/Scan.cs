using System.Runtime.CompilerServices;

namespace ServerlessGuard.Detection;

/// <summary>One scan of one normalised text.</summary>
internal readonly ref partial struct Scan(
    RuleIndex index, ScanBuffers buffers, ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, in Edges edges, int from, double threshold)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<byte> _symbols = symbols;
    private readonly Edges _edges = edges;

    // A value may start this far after its match's start, so that matches before the stretch have values in it.
    private readonly int _firstStart = Math.Max(0, from - Scanner.LongestOrdinary);

    /// <summary>Finds everything; returns how many units at the end may be the beginning of a literal.</summary>
    public int Run()
    {
        var openLiteral = index.Finder.Find(_text, _symbols, buffers.Hits);
        buffers.Steps += _symbols.Length + buffers.Hits.Count;
        foreach (var hit in buffers.Hits)
        {
            if (index.ContextWord[hit.Literal] is >= 0 and var word)
            {
                AtContextWord(hit, word);
            }
        }

        foreach (var hit in buffers.Hits)
        {
            if (index.HasRules[hit.Literal])
            {
                AtLiteral(hit);
            }
        }

        foreach (var word in buffers.Words)
        {
            NearWord(word);
        }

        foreach (var anchor in index.Anchored)
        {
            AtSymbols(anchor);
        }

        AtDigits();
        AtWords();
        return openLiteral;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AtLiteral((int End, int Literal) hit)
    {
        var start = hit.End - index.Literals[hit.Literal].Length;
        foreach (var rule in index.Starting[hit.Literal])
        {
            Try(rule, start);
        }

        foreach (var (rule, maxBefore, wholeWords) in index.Containing[hit.Literal])
        {
            if (wholeWords && !IsWholeWord(hit))
            {
                continue;
            }

            TryStarts(rule, hit.End - rule.LongestLiteral - maxBefore, start, start);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NearWord((int End, int Literal) word)
    {
        foreach (var rule in index.Near[word.Literal < 0 ? ~word.Literal : word.Literal])
        {
            TryStarts(
                rule, word.End - rule.LongestLiteral - Scanner.ContextReachAfter - rule.Rule.MaxLength, word.End + Scanner.ContextReach,
                -1);
        }
    }

    /// <summary>
    /// Tries the rule from <paramref name="first"/> to <paramref name="last"/>, where a match may start and at
    /// <paramref name="anchor"/>. Calls for one rule come with rising <paramref name="first"/>, so that no start is tried twice
    /// and none is missed.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TryStarts(CompiledRule rule, int first, int last, int anchor)
    {
        var tried = buffers.LastTried[rule.Index];
        var end = Math.Min(last, _text.Length - 1);
        first = Math.Max(Math.Max(first, _firstStart), tried + 1);
        buffers.Steps += Math.Max(0, end - first + 1);
        for (var at = first; at <= end; at++)
        {
            if (rule.Prefilter.CanBegin(_symbols[at]) && (!rule.Rule.LeftBoundary || at == anchor || _edges.MayStart(at)))
            {
                Try(rule, at);
            }
        }

        buffers.LastTried[rule.Index] = Math.Max(buffers.LastTried[rule.Index], end);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Try(CompiledRule rule, int start)
    {
        if (start < _firstStart)
        {
            return;
        }

        var needsContext = rule.NeedsContext(threshold);
        if (!rule.MayMatch(_symbols, start, _edges, buffers, out var length) || !MayCount(rule, start, start + rule.Rule.MaxLength))
        {
            return;
        }

        if (!rule.TryFind(_text, _edges, start, length, buffers.Matcher, out var valueStart, out var valueLength))
        {
            return;
        }

        if (!rule.Passes(_text.Slice(valueStart, valueLength)))
        {
            if (rule.HasLabels && threshold <= Scanner.LabelledConfidence && IsLabelled(rule, valueStart, valueLength))
            {
                buffers.Findings.Add(new Finding(valueStart, valueLength, rule.Rule, Scanner.LabelledConfidence));
            }

            return;
        }

        var inContext = HasContext(rule, start, valueStart + valueLength);
        var confidence = inContext ? Math.Max(rule.Rule.Confidence, rule.Rule.ContextConfidence)
            : rule.Rule.DigitsConfidence is { } bare && !_text.Slice(valueStart, valueLength).ContainsAnyExceptInRange('0', '9') ? bare
            : rule.Rule.Confidence;
        if (confidence >= threshold && (inContext || !needsContext))
        {
            buffers.Findings.Add(new Finding(valueStart, valueLength, rule.Rule, confidence));
        }
    }

    /// <summary>Whether a match from <paramref name="start"/> to <paramref name="end"/> would reach the threshold.</summary>
    private bool MayCount(CompiledRule rule, int start, int end) =>
        !rule.NeedsContext(threshold) || (rule.Rule.ContextConfidence >= threshold && HasContext(rule, start, end));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasContext(CompiledRule rule, int start, int end, int before = int.MaxValue)
    {
        if (!rule.HasContextWords)
        {
            return false;
        }

        for (var i = FirstWord(start - Scanner.ContextReach); i < buffers.Words.Count; i++)
        {
            var (wordEnd, entry) = buffers.Words[i];
            var literal = entry < 0 ? ~entry : entry;
            var wordStart = wordEnd - index.Literals[literal].Length;
            buffers.Steps++;
            if (wordEnd > end + Scanner.ContextReachAfter + Scanner.LongestOrdinary)
            {
                return false;
            }

            if (entry < 0 && (wordEnd > start || wordEnd + NameReach < start))
            {
                continue;
            }

            if (wordEnd <= before && wordStart <= end + Scanner.ContextReachAfter && rule.IsContext(index.ContextWord[literal]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first context word that ends at or after <paramref name="unit"/>.</summary>
    private int FirstWord(int unit)
    {
        var (low, high) = (0, buffers.Words.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (buffers.Words[middle].End < unit)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>The boundaries of words, the same for every rule and for replacements.</summary>
public static class WordBoundary
{
    /// <summary>
    /// Whether a UTF-16 unit belongs to a word: an ASCII letter, digit or underscore, or a letter or digit of any script.
    /// </summary>
    public static bool IsWord(char unit) => unit < 0x80 ? char.IsAsciiLetterOrDigit(unit) || unit == '_' : char.IsLetterOrDigit(unit);
}
