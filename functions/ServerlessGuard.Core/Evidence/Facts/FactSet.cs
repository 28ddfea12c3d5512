namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The collected facts with the number of each kind. A set that lacks a fact decides nothing of that kind.
/// </summary>
public sealed record FactSet(IReadOnlyList<Fact> Facts, IReadOnlyDictionary<string, int> Counts)
{
    public static FactSet Create(IEnumerable<Fact> facts)
    {
        var list = facts.ToList();
        return new FactSet(list, list.GroupBy(static f => f.Kind, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal));
    }

    public IEnumerable<Fact> Kind(string kind) => Facts.Where(f => f.Kind == kind);

    /// <summary>Whether the set still holds every collected fact of the kind.</summary>
    public bool IsComplete(string kind) => Kind(kind).Count() == Counts.GetValueOrDefault(kind);
}
