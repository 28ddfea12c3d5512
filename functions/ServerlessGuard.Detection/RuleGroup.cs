using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>Rules that are checked together, through one prefilter for all of them.</summary>
internal sealed class RuleGroup
{
    private const int Budget = 64 * 1024;
    private const int MostDigits = 24;

    private readonly CompiledRule[] _rules;
    private readonly PrefilterDfa _prefilter;
    private readonly PrefilterOpenings _openings;
    private readonly bool[] _following;
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
        _following = _prefilter.AfterDigits(MostDigits);
    }

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>How far before its digits any of the rules may start.</summary>
    public int MaxBefore { get; }

    /// <summary>Whether any rule's match may begin with the symbol.</summary>
    public bool CanBegin(byte symbol) => _prefilter.CanBegin(symbol);

    /// <summary>Whether any rule may match at <paramref name="start"/>, by the first units there.</summary>
    public bool MayMatch(ReadOnlySpan<byte> symbols, int start) => _openings.MayMatch(symbols, start);

    /// <summary>Whether any rule may match where so many digits stand and then a symbol, or the text's end (-1).</summary>
    public bool MayFollow(int digits, int follower) =>
        digits > MostDigits || follower < 0 || _following[((digits - 1) * SymbolMap.Count) + follower];

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
}
