using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>
/// Digit-anchored rules in groups by how far before the digits they may start: most start at the digits themselves, few start words
/// before them, and only those look so far back. Immutable.
/// </summary>
internal sealed class RuleGroups
{
    /// <summary>How many groups there are; empty ones count.</summary>
    public const int Count = 3;

    private const int Near = 5;

    private readonly byte[] _beginning = new byte[SymbolMap.Count]; // a bit for each group
    private readonly byte[] _reaching; // by distance from the digits

    public RuleGroups(IEnumerable<CompiledRule> rules)
    {
        var byReach = rules.ToLookup(static rule => rule.MaxBefore switch { 0 => 0, <= Near => 1, _ => 2 });
        // Rules that start at digits differ by length and separators; those that start words before, by those words.
        All = [.. Enumerable.Range(0, Count).Select(reach => new RuleGroup([.. byReach[reach]], coarse: reach < 2))];
        MaxBefore = All.Max(static group => group.MaxBefore);
        _reaching = new byte[MaxBefore + 1];
        for (var g = 0; g < Count; g++)
        {
            for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
            {
                _beginning[symbol] |= (byte)(!All[g].IsEmpty && All[g].CanBegin((byte)symbol) ? 1 << g : 0);
            }

            for (var distance = 0; distance <= All[g].MaxBefore; distance++)
            {
                _reaching[distance] |= (byte)(1 << g);
            }
        }
    }

    public RuleGroup[] All { get; }

    /// <summary>How far before its digits any of the rules may start.</summary>
    public int MaxBefore { get; }

    public RuleGroup this[int index] => All[index];

    /// <summary>A bit for each group with a rule that may begin with the symbol that far before its digits.</summary>
    public int Beginning(byte symbol, int distance) => _beginning[symbol] & _reaching[distance];

    /// <summary>The first place that any group must look at, from one for each.</summary>
    public static int MinStart(ReadOnlySpan<int> starts) => Math.Min(starts[0], Math.Min(starts[1], starts[2]));
}
