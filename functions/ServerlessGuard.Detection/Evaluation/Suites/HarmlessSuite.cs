namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>The harmless texts of the injection data: how many are flagged, by category.</summary>
internal sealed class HarmlessSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);
    private int secrets;
    private int injections;
    private int personal;
    private int wronglyPersonal;
    private int alarms;

    public override string Name => "harmless texts";

    public override string FilePrefix => "injection";

    public override IEnumerable<Bar> Bars() =>
    [
        new("harmless texts flagged as secret", Measured(Share(secrets).Value), 0, AtMost: true, "%", ""),
        new("harmless texts flagged as injection", Measured(Share(injections).Value), 0.005, AtMost: true, "%", ""),
        new("harmless texts flagged wrongly as personal", Measured(Share(wronglyPersonal).Value), 0.004, AtMost: true, "%", "dates, ages, URLs, names and places are not identifiers"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        if (row.Word("label") != "benign")
        {
            return false;
        }

        var acted = found.Where(d => d.Confidence >= Thresholds.Default).ToList();
        var right = Relabels.Harmless.TryGetValue(row.Id, out var relabel) ? relabel.Label.Split(',') : [];
        var wrong = acted.Where(d => !right.Contains(d.Kind) && (d.Category != FindingCategory.Personal || !EntityKinds.IsDescriptive(d.Kind))).ToList();
        secrets += Any(acted, FindingCategory.Secret);
        injections += Any(acted, FindingCategory.Injection);
        personal += Any(acted, FindingCategory.Personal);
        wronglyPersonal += Any(wrong, FindingCategory.Personal);
        alarms += wrong.Count;
        foreach (var kind in acted.Select(static d => d.Kind).Distinct())
        {
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
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
            new("flagged as secret", Share(secrets)),
            new("flagged as injection", Share(injections)),
            new("flagged as personal, dates, ages, URLs and names included", Share(personal)),
            new("flagged wrongly as personal", Share(wronglyPersonal)),
            new("false alarms per thousand texts", Rows == 0 ? 0 : 1000.0 * alarms / Rows),
            .. kinds.Select(pair => new Figure("texts with " + pair.Key, Share(pair.Value))),
        ],
    };

    private static int Any(List<Detected> found, FindingCategory category) => found.Exists(d => d.Category == category) ? 1 : 0;

    private Proportion Share(int part) => new(part, Rows);
}
