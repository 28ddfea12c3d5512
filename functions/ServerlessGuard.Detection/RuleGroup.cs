using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>Rules that are checked together, through one prefilter for all of them.</summary>
internal sealed class RuleGroup
{
    private const int Budget = 64 * 1024;
    private const int MostDigits = 20;

    /// <summary>More digits than any run has.</summary>
    public const int None = byte.MaxValue;

    private readonly CompiledRule[] _rules;
    private readonly PrefilterDfa _prefilter;
    private readonly PrefilterOpenings _openings;
    private readonly byte[] _leastDigits; // by digits at the start and the symbol behind them; none where no rule may match
    private readonly int _longest;

    /// <param name="rules">The rules.</param>
    /// <param name="coarse">Whether they differ by length and separators, not by single letters and digits.</param>
    public RuleGroup(IReadOnlyList<CompiledRule> rules, bool coarse)
    {
        _rules = [.. rules];
        MaxBefore = rules.Select(static rule => rule.MaxBefore).DefaultIfEmpty().Max();
        _longest = rules.Select(static rule => rule.Rule.MaxLength).DefaultIfEmpty().Max() + 1;
        Reach = rules.Select(static rule => rule.Reach).DefaultIfEmpty().Max();
        var builder = new PrefilterBuilder(Budget, coarse);
        foreach (var rule in rules)
        {
            builder.Add(rule.Pattern);
        }

        _prefilter = builder.Build();
        _openings = new PrefilterOpenings(_prefilter);
        _leastDigits = LeastDigits(rules, MaxBefore);
    }

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>How far before its digits any of the rules may start.</summary>
    public int MaxBefore { get; }

    /// <summary>Whether any rule's match may begin with the symbol.</summary>
    public bool CanBegin(byte symbol) => _prefilter.CanBegin(symbol);

    /// <summary>Whether any rule may match at <paramref name="start"/>, by the first units there.</summary>
    public bool MayMatch(ReadOnlySpan<byte> symbols, int start) => _openings.MayMatch(symbols, start);

    /// <summary>
    /// How many digits in all the run must have for any rule to match where so many digits stand and then a symbol, or the text's end (-1);
    /// <see cref="None"/> where none can.
    /// </summary>
    public int LeastDigits(int digits, int follower) =>
        digits > MostDigits || follower < 0 ? 0 : _leastDigits[((digits - 1) * SymbolMap.Count) + follower];

    public CompiledRule this[int index] => _rules[index];

    /// <summary>How many units from a start decide all rules.</summary>
    public int Reach { get; }

    /// <summary>
    /// Puts the rules that may match at <paramref name="start"/> into <see cref="ScanBuffers.Candidates"/>; true when the text ended
    /// before all were decided.
    /// </summary>
    public bool Collect(ReadOnlySpan<byte> symbols, int start, ScanBuffers buffers)
    {
        var candidates = buffers.Candidates;
        candidates.Clear(_rules.Length);
        var end = Math.Min(symbols.Length, start + _longest);
        return _prefilter.Collect(symbols[start..end], candidates, ref buffers.Steps) && end == symbols.Length;
    }

    private static byte[] LeastDigits(IReadOnlyList<CompiledRule> rules, int maxBefore)
    {
        var least = new byte[MostDigits * SymbolMap.Count];
        Array.Fill(least, (byte)None);
        foreach (var rule in rules)
        {
            var may = rule.Prefilter.AfterDigits(MostDigits);
            // Where a later run of digits may try the start again, this one may be too long for the rule.
            var most = maxBefore > 0 ? MostDigits : Math.Min(MostDigits, rule.MaxDigits);
            for (var id = 0; id < most * SymbolMap.Count; id++)
            {
                least[id] = may[id] ? (byte)Math.Min(least[id], rule.MinDigits) : least[id];
            }
        }

        return least;
    }
}
