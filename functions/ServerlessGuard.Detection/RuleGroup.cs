using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>Rules that are looked at together, through one prefilter for all of them.</summary>
internal sealed class RuleGroup
{
    private const int Budget = 64 * 1024;

    private readonly CompiledRule[] _rules;
    private readonly PrefilterDfa _prefilter;
    private readonly int _reach;

    public RuleGroup(IReadOnlyList<CompiledRule> rules)
    {
        _rules = [.. rules];
        MaxBefore = rules.Select(static rule => rule.MaxBefore).DefaultIfEmpty().Max();
        _reach = rules.Select(static rule => rule.Rule.MaxLength).DefaultIfEmpty().Max() + 1;
        var builder = new PrefilterBuilder(Budget, coarse: true);
        foreach (var rule in rules)
        {
            builder.Add(rule.Pattern);
        }

        _prefilter = builder.Build();
    }

    public bool IsEmpty => _rules.Length == 0;

    /// <summary>How far before its digits any of the rules may start.</summary>
    public int MaxBefore { get; }

    /// <summary>Whether any rule's match may begin with the symbol.</summary>
    public bool CanBegin(byte symbol) => _prefilter.CanBegin(symbol);

    public CompiledRule this[int index] => _rules[index];

    /// <summary>Puts the rules that may match at <paramref name="start"/> into <paramref name="candidates"/>.</summary>
    public void Collect(ReadOnlySpan<byte> symbols, int start, CandidateSet candidates)
    {
        candidates.Clear(_rules.Length);
        _prefilter.Collect(symbols.Slice(start, Math.Min(symbols.Length - start, _reach)), candidates);
    }
}
