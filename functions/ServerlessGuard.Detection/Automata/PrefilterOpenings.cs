namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// The answers of a prefilter for the first three symbols of a match, as one table of bits: most places end there, without a walk.
/// Immutable.
/// </summary>
internal sealed class PrefilterOpenings
{
    private const int Length = 3;
    private const int MostClasses = 50; // of more, the table would not stay in the processor's first cache

    private readonly byte[] _classes;
    private readonly int _count;
    private readonly ulong[] _open = [];

    public PrefilterOpenings(PrefilterDfa prefilter)
    {
        (_classes, _count) = (prefilter.Classes, prefilter.ClassCount);
        if (_count > MostClasses)
        {
            return;
        }

        var symbolOf = new byte[_count];
        for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
        {
            symbolOf[_classes[symbol]] = (byte)symbol;
        }

        _open = new ulong[((_count * _count * _count) + 63) / 64];
        Span<byte> opening = stackalloc byte[Length];
        for (var id = 0; id < _count * _count * _count; id++)
        {
            (opening[0], opening[1], opening[2]) =
                (symbolOf[id / _count / _count], symbolOf[id / _count % _count], symbolOf[id % _count]);
            // Dead: decided within these symbols, and no rule on the way.
            if (prefilter.Decide(opening, out var mayMatch) < 0 || mayMatch)
            {
                _open[id / 64] |= 1ul << (id % 64);
            }
        }
    }

    /// <summary>Whether a match may start at <paramref name="start"/>.</summary>
    public bool MayMatch(ReadOnlySpan<byte> symbols, int start)
    {
        if (_open.Length == 0 || start + Length > symbols.Length)
        {
            return true;
        }

        var id = (((_classes[symbols[start]] * _count) + _classes[symbols[start + 1]]) * _count) + _classes[symbols[start + 2]];
        return (_open[id / 64] >> (id % 64) & 1) != 0;
    }
}
