namespace ServerlessGuard.Detection.Evaluation;

/// <summary>The scores of one type: by equal spans, and by spans that mostly overlap.</summary>
public readonly record struct TypeScore(string Type, MatchCounts Overlapping, MatchCounts Exact);

/// <summary>Scores by type.</summary>
internal sealed class ScoreTable
{
    private readonly SortedDictionary<string, (MatchCounts Overlapping, MatchCounts Exact)> _types = new(StringComparer.Ordinal);

    public IReadOnlyList<TypeScore> Types =>
        [.. _types.Select(static pair => new TypeScore(pair.Key, pair.Value.Overlapping, pair.Value.Exact))];

    public MatchCounts Overlapping(Func<string, bool>? of = null) => Sum(of, static score => score.Overlapping);

    public MatchCounts Exact(Func<string, bool>? of = null) => Sum(of, static score => score.Exact);

    public void Add(string type, MatchCounts both) => Add(type, both, both);

    public void Add(string type, MatchCounts overlapping, MatchCounts exact)
    {
        var before = _types.GetValueOrDefault(type);
        _types[type] = (before.Overlapping + overlapping, before.Exact + exact);
    }

    /// <summary>
    /// Scores found spans against expected ones; <paramref name="wrong"/> gets each that is left over (true: found, not expected).
    /// </summary>
    public void Match(string type, IReadOnlyList<TextSpan> expected, IReadOnlyList<TextSpan> found, Action<bool, TextSpan>? wrong = null)
    {
        if (expected.Count + found.Count > 0)
        {
            Add(
                type,
                MatchCounts.Match(expected, found, static (left, right) => left.IsMostly(right), wrong),
                MatchCounts.Match(expected, found, static (left, right) => left == right));
        }
    }

    private MatchCounts Sum(Func<string, bool>? of, Func<(MatchCounts Overlapping, MatchCounts Exact), MatchCounts> which)
    {
        var sum = default(MatchCounts);
        foreach (var (type, score) in _types)
        {
            sum += of is null || of(type) ? which(score) : default;
        }

        return sum;
    }
}
