using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>Tells whether a match may begin and end beside word units: what stands there must be another word.</summary>
/// <param name="text">The text as rules see it.</param>
/// <param name="symbols">Its symbols.</param>
/// <param name="scripts">Which units were letters of a script other than Latin before look-alikes were folded; empty where none
/// was.</param>
/// <param name="buffers">The layers below the text, and the labels that were found.</param>
internal readonly ref struct Edges(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, ReadOnlySpan<bool> scripts, ScanBuffers buffers)
{
    /// <summary>The longest word beside a match that is looked at. A longer one is no label and no next word.</summary>
    public const int LongestNeighbour = 24;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly ReadOnlySpan<byte> _symbols = symbols;
    private readonly ReadOnlySpan<bool> _scripts = scripts;
    private readonly bool _hasGaps = buffers.HasGaps;
    private readonly bool _hasMarks = !scripts.IsEmpty || buffers.Unescaped.HasWords || buffers.HasGaps;

    /// <summary>Whether words may end where ASCII units do not tell: <see cref="TextBits.Starts"/> then misses places.</summary>
    public bool HasOtherBreaks => _hasMarks;

    /// <summary>Whether some rule's match may start at <paramref name="at"/>: no white space, and no word goes on there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayStart(int at) =>
        (buffers.Bits.IsStart(at) && (!IsDigitAfterLetter(at) || WordBefore(at, isLetters: true) > 1))
        || (_hasMarks && at > 0 && !SymbolMap.IsSpace(_symbols[at]) && BreaksBefore(null, at));

    /// <summary>Whether a match of the rule may start at <paramref name="at"/>.</summary>
    public bool MayStart(CompiledRule rule, int at) => !rule.Rule.LeftBoundary
        || at == 0
        || !SymbolMap.IsWord(_symbols[at - 1])
        || !SymbolMap.IsWord(_symbols[at])
        || BreaksBefore(rule, at);

    /// <summary>Whether a match of the rule that starts at <paramref name="start"/> may end at <paramref name="end"/>.</summary>
    public bool MayEnd(CompiledRule rule, int start, int end) => !rule.Rule.RightBoundary
        || end >= _symbols.Length
        || !SymbolMap.IsWord(_symbols[end - 1])
        || !SymbolMap.IsWord(_symbols[end])
        || BreaksAfter(rule, start, end);

    /// <summary>
    /// Whether more text could still change what <see cref="MayEnd"/> says of an end at or before <paramref name="end"/>.
    /// </summary>
    public bool IsOpen(CompiledRule rule, int end)
    {
        if (!rule.Rule.RightBoundary || _symbols.Length - end > LongestNeighbour + 1)
        {
            return false;
        }

        return !_symbols[Math.Min(end, _symbols.Length)..].ContainsAnyExcept(SymbolMap.WordBytes);
    }

    private bool IsDigitAfterLetter(int at) =>
        at > 0 && char.IsAsciiDigit((char)_symbols[at]) && char.IsAsciiLetter((char)_symbols[at - 1]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool BreaksBefore(CompiledRule? rule, int at)
    {
        var (left, right) = (_text[at - 1], _text[at]);
        if (left == '_')
        {
            // Emphasis ends a word for every rule, an underscore inside a name for those that stand out.
            return right != '_' && (rule?.StandsOut is not false || WordBefore(at, isLetters: false) > 0);
        }

        // A character that is not seen, such as a control, may stand between two words as well as inside one.
        if ((!_scripts.IsEmpty && _scripts[at - 1] != _scripts[at]) || (_hasGaps && buffers.IsGap(at)))
        {
            return true;
        }

        if (rule?.StandsOut is false)
        {
            return false;
        }

        return (char.IsAsciiDigit(right) && WordBefore(at, isLetters: true) > 1)
            || (buffers.Unescaped.HasWords && IsEscaped(at - 1))
            || (char.IsAsciiLetterUpper(right) && IsLabelled(rule, at));
    }

    private bool BreaksAfter(CompiledRule rule, int start, int end)
    {
        var (left, right) = (_text[end - 1], _text[end]);
        if (right == '_')
        {
            return left != '_' && (rule.StandsOut || WordAfter(end, isLetters: false) > 0);
        }

        return (!_scripts.IsEmpty && _scripts[end - 1] != _scripts[end])
            || (_hasGaps && buffers.IsGap(end))
            || (rule.StandsOut
                && char.IsAsciiDigit(left)
                && !(start > 0 && char.IsAsciiLetter(_text[start - 1])) // between letters, digits are part of a name
                && WordAfter(end, isLetters: true) > 1);
    }

    /// <summary>
    /// The length of the word of ASCII letters, else of underscores, directly before <paramref name="at"/>; 0 where it is only part of
    /// one.
    /// </summary>
    private int WordBefore(int at, bool isLetters)
    {
        var start = at;
        while (start > 0 && at - start <= LongestNeighbour && Belongs(_text[start - 1], isLetters))
        {
            start--;
        }

        return at - start > LongestNeighbour || (start > 0 && WordBoundary.IsWord(_text[start - 1])) ? 0 : at - start;
    }

    private int WordAfter(int at, bool isLetters)
    {
        var end = at;
        while (end < _text.Length && end - at <= LongestNeighbour && Belongs(_text[end], isLetters))
        {
            end++;
        }

        return end - at > LongestNeighbour || (end < _text.Length && WordBoundary.IsWord(_text[end])) ? 0 : end - at;
    }

    /// <summary>Whether a label is glued to what starts here.</summary>
    private bool IsLabelled(CompiledRule? rule, int at)
    {
        var labels = CollectionsMarshal.AsSpan(buffers.Labels);
        var (low, high) = (0, labels.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = labels[middle].End < at ? (middle + 1, high) : (low, middle);
        }

        for (; low < labels.Length && labels[low].End == at; low++)
        {
            if (rule?.IsContext(labels[low].Word) is not false)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsEscaped(int at) => buffers.Unescaped.IsCluster(buffers.Normalised.OriginalStart(at));

    private static bool Belongs(char unit, bool isLetters) => isLetters ? char.IsAsciiLetter(unit) : unit == '_';
}
