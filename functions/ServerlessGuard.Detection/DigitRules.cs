using ServerlessGuard.Detection.Sieve;

namespace ServerlessGuard.Detection;

/// <summary>Digit-anchored rules that are looked at together, for runs of at most so many digits.</summary>
internal sealed class DigitRules(int mostDigits, IReadOnlyList<CompiledRule> rules)
{
    public int MostDigits => mostDigits;

    public bool IsEmpty => rules.Count == 0;

    /// <summary>How far before the digits any of them may start.</summary>
    public int MaxBefore { get; } = rules.Select(static rule => ((Anchor.DigitRun)rule.Rule.Anchor).MaxBefore).DefaultIfEmpty().Max();

    public RuleSieve Sieve { get; } = new(rules);
}
