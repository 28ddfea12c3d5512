using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>
/// A rule whose every match contains one of a few single symbols early on, such as the colons of an address. Such symbols are too
/// frequent to be looked for as literals are: the symbols beside them and their distances from a match's start are asked first.
/// Immutable.
/// </summary>
internal sealed class SymbolAnchor
{
    private readonly SymbolBits _anchors;
    private readonly SymbolBits? _before;
    private readonly SymbolBits? _after;
    private readonly uint[] _distances;

    private SymbolAnchor(CompiledRule rule, uint[] distances, bool[]? before, bool[]? after)
    {
        (Rule, _distances) = (rule, distances);
        _anchors = new SymbolBits(symbol => distances[symbol] != 0);
        _before = before is null ? null : new SymbolBits(symbol => before[symbol]);
        _after = after is null ? null : new SymbolBits(symbol => after[symbol]);
    }

    public CompiledRule Rule { get; }

    /// <summary>The rule's anchors of this kind; null where it has to be found by its literals.</summary>
    public static SymbolAnchor? Of(CompiledRule rule)
    {
        if (rule.Rule.Anchor is not Anchor.Inner { WholeWords: false } inner)
        {
            return null;
        }

        var before = inner.MaxBefore < 0 ? rule.Rule.MaxLength : inner.MaxBefore;
        var single = inner.Literals
            .Where(static literal => literal is [< (char)0x80 and var symbol] && !char.IsAsciiLetter(symbol))
            .ToArray();
        return inner.Literals.All(literal => single.Any(literal.Contains))
            && rule.Prefilter.Around([.. single.Select(static literal => (byte)literal[0])], before) is { } around
            ? new SymbolAnchor(rule, around.Distances, around.Before, around.After)
            : null;
    }

    /// <summary>A bit for each anchor in a block that has the right symbols beside it.</summary>
    /// <param name="symbols">The block's first symbol, with readable ones behind the block.</param>
    /// <param name="before">The bit of the symbol before the block; set to that of its last one.</param>
    public ulong In(ref byte symbols, ref ulong before)
    {
        var anchors = _anchors.Of(ref symbols);
        if (_before is not null)
        {
            var here = _before.Of(ref symbols);
            anchors &= here << 1 | before;
            before = here >> (SymbolBits.Block - 1);
        }

        return anchors == 0 || _after is null ? anchors
            : anchors & _after.Of(ref System.Runtime.CompilerServices.Unsafe.Add(ref symbols, 1));
    }

    /// <summary>How far before the anchor a match may start, a bit for each distance.</summary>
    public uint Distances(byte anchor) => _distances[anchor];
}
