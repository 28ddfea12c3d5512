namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>
/// Whether a text that holds a secret has any secret finding, by the data's rule family. Where a row's own label does not hold,
/// <see cref="Relabels"/> says so with the reason.
/// </summary>
internal sealed class SecretSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreBook normal = new();
    private readonly ScoreBook sensitive = new();
    private readonly List<double> harmless = [];
    private readonly List<(string Source, double Score)> harmful = [];
    private Tally asLabelled;
    private int relabelled;

    public override string Name => "secrets";

    public override string FilePrefix => "secrets";

    public override IEnumerable<Bar> Bars() =>
    [
        new("secrets, recall on rows that hold one", Measured(normal.Overlapping().Recall), 0.95, AtMost: false, "", $"{relabelled} rows relabelled, each with its reason"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var family = string.Join('.', row.Word("rule").Split('.').Take(2));
        var score = found.Where(static d => d.Category == FindingCategory.Secret).Select(static d => d.Confidence).DefaultIfEmpty().Max();
        var label = row.Flag("is_secret");
        var isSecret = Relabels.Secrets.TryGetValue(row.Id, out var relabel) ? relabel.Label == "secret" : label;
        relabelled += isSecret != label ? 1 : 0;
        var isFound = score >= Thresholds.Default;
        normal.Add(family, Judge(isSecret, isFound));
        sensitive.Add(family, Judge(isSecret, score >= Thresholds.Sensitive));
        asLabelled += Judge(label, isFound);
        if (isSecret)
        {
            harmful.Add((family, score));
        }
        else
        {
            harmless.Add(score);
        }

        if (isFound != isSecret)
        {
            Misses.Add(family, isFound ? "+" : "-", row, new TextSpan(0, row.Text.Length));
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Default = normal.Types,
        Sensitive = sensitive.Types,
        Figures =
        [
            new("recall, rows as the data labels them", new Proportion(asLabelled.Right, asLabelled.Right + asLabelled.Missed)),
            new("recall, rows that hold one", new Proportion(harmful.Count(row => row.Score >= Thresholds.Default), harmful.Count)),
            new("flagged, rows that hold none", new Proportion(harmless.Count(score => score >= Thresholds.Default), harmless.Count)),
        ],
    };

    private static Tally Judge(bool isSecret, bool isFound) => new(isSecret && isFound ? 1 : 0, isFound && !isSecret ? 1 : 0, isSecret && !isFound ? 1 : 0);
}
