namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>The harmless texts of the injection data: how many are flagged, by category.</summary>
internal sealed class HarmlessSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private int _secrets;
    private int _injections;
    private int _personal;
    private int _wronglyPersonal;
    private int _alarms;

    public override string Name => "harmless texts";

    public override string FilePrefix => "injection";

    public override IEnumerable<Bar> Bars() =>
    [
        new("harmless texts flagged as secret", Measured(Share(_secrets).Value), 0, AtMost: true, "%", ""),
        new("harmless texts flagged as injection", Measured(Share(_injections).Value), 0.005, AtMost: true, "%", ""),
        new(
            "harmless texts flagged wrongly as personal", Measured(Share(_wronglyPersonal).Value), 0.004, AtMost: true, "%",
            "dates, ages, URLs, names and places are not identifiers"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        if (row.Word("label") != "benign")
        {
            return false;
        }

        var acted = found.Where(d => d.Confidence >= Thresholds.Default).ToList();
        var right = Relabels.Harmless.TryGetValue(row.Id, out var relabel) ? relabel.Label.Split(',') : [];
        var wrong = acted.Where(
            d => !right.Contains(d.Kind) && (d.Category != FindingCategory.Personal || !EntityKinds.IsDescriptive(d.Kind))).ToList();
        _secrets += Any(acted, FindingCategory.Secret);
        _injections += Any(acted, FindingCategory.Injection);
        _personal += Any(acted, FindingCategory.Personal);
        _wronglyPersonal += Any(wrong, FindingCategory.Personal);
        _alarms += wrong.Count;
        foreach (var kind in acted.Select(static d => d.Kind).Distinct())
        {
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        }

        foreach (var finding in wrong)
        {
            Misses.Add(finding.Kind, "+", row, finding.Span);
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Figures =
        [
            new("flagged as secret", Share(_secrets)),
            new("flagged as injection", Share(_injections)),
            new("flagged as personal, dates, ages, URLs and names included", Share(_personal)),
            new("flagged wrongly as personal", Share(_wronglyPersonal)),
            new("false alarms per thousand texts", Rows == 0 ? 0 : 1000.0 * _alarms / Rows),
            .. _kinds.Select(pair => new Figure("texts with " + pair.Key, Share(pair.Value))),
        ],
    };

    private static int Any(List<Detected> found, FindingCategory category) => found.Exists(d => d.Category == category) ? 1 : 0;

    private Proportion Share(int part) => new(part, Rows);
}
