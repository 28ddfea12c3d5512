namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// What was collected, and how many facts of each kind that were: a set from which one was taken away decides nothing
/// of that kind.
/// </summary>
public sealed record FactSet(IReadOnlyList<Fact> Facts, IReadOnlyDictionary<string, int> Counts)
{
    public static FactSet Of(IEnumerable<Fact> facts)
    {
        var list = facts.ToList();
        return new FactSet(list, list.GroupBy(static f => f.Kind, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Count(), StringComparer.Ordinal));
    }

    public IEnumerable<Fact> Kind(string kind) => Facts.Where(f => f.Kind == kind);

    /// <summary>Whether every fact of the kind that was collected is still here.</summary>
    public bool IsComplete(string kind) => Kind(kind).Count() == Counts.GetValueOrDefault(kind);
}
