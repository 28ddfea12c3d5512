namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>
/// Whether a text that holds a secret has any secret finding, by the data's rule family. Where a row's own label does not hold,
/// <see cref="Relabels"/> says so with the reason.
/// </summary>
internal sealed class SecretSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreTable _normal = new();
    private readonly ScoreTable _sensitive = new();
    private readonly List<double> _harmless = [];
    private readonly List<(string Source, double Score)> _harmful = [];
    private MatchCounts _asLabelled;
    private int _relabelled;

    public override string Name => "secrets";

    public override string FilePrefix => "secrets";

    public override IEnumerable<Bar> Bars() =>
    [
        new(
            "secrets, recall on rows that hold one", Measured(_normal.Overlapping().Recall), 0.95, AtMost: false, "",
            $"{_relabelled} rows relabelled, each with its reason"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var family = string.Join('.', row.Word("rule").Split('.').Take(2));
        var score = found.Where(static d => d.Category == FindingCategory.Secret).Select(static d => d.Confidence).DefaultIfEmpty().Max();
        var label = row.Flag("is_secret");
        var isSecret = Relabels.Secrets.TryGetValue(row.Id, out var relabel) ? relabel.Label == "secret" : label;
        _relabelled += isSecret != label ? 1 : 0;
        var isFound = score >= Thresholds.Default;
        _normal.Add(family, Judge(isSecret, isFound));
        _sensitive.Add(family, Judge(isSecret, score >= Thresholds.Sensitive));
        _asLabelled += Judge(label, isFound);
        if (isSecret)
        {
            _harmful.Add((family, score));
        }
        else
        {
            _harmless.Add(score);
        }

        if (isFound != isSecret)
        {
            Misses.Add(family, isFound ? "+" : "-", row, new TextSpan(0, row.Text.Length));
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Default = _normal.Types,
        Sensitive = _sensitive.Types,
        Figures =
        [
            new("recall, rows as the data labels them", new Proportion(_asLabelled.Right, _asLabelled.Right + _asLabelled.Missed)),
            new("recall, rows that hold one", new Proportion(_harmful.Count(row => row.Score >= Thresholds.Default), _harmful.Count)),
            new("flagged, rows that hold none", new Proportion(_harmless.Count(score => score >= Thresholds.Default), _harmless.Count)),
        ],
    };

    private static MatchCounts Judge(bool isSecret, bool isFound) =>
        new(isSecret && isFound ? 1 : 0, isFound && !isSecret ? 1 : 0, isSecret && !isFound ? 1 : 0);
}
