namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>The highest injection confidence of each text: at the thresholds, and as recall by source at fixed false-alarm rates.</summary>
internal sealed class InjectionSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreBook normal = new();
    private readonly ScoreBook sensitive = new();
    private readonly List<double> harmless = [];
    private readonly List<(string Source, double Score)> harmful = [];

    public override string Name => "injection";

    public override string FilePrefix => "injection";

    public override IEnumerable<Bar> Bars() =>
    [
        new("injection, as shipped, macro recall at 1% false alarms", Measured(OperatingPoint.At(0.01, harmless, harmful).Macro), 0.55, AtMost: false, "", "rules and, where it is on, the model as it ships"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var source = row.Word("source");
        var isInjection = row.Word("label") == "injection";
        var score = found.Where(static d => d.Category == FindingCategory.Injection).Select(static d => d.Confidence).DefaultIfEmpty().Max();
        foreach (var (book, threshold) in new[] { (normal, Thresholds.Default), (sensitive, Thresholds.Sensitive) })
        {
            var isFound = score >= threshold;
            book.Add(source, new Tally(isInjection && isFound ? 1 : 0, isFound && !isInjection ? 1 : 0, isInjection && !isFound ? 1 : 0));
        }

        if (isInjection)
        {
            harmful.Add((source, score));
        }
        else
        {
            harmless.Add(score);
        }

        if (score >= Thresholds.Default != isInjection)
        {
            Misses.Add(source, isInjection ? "-" : "+", row, new TextSpan(0, row.Text.Length));
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Default = normal.Types,
        Sensitive = sensitive.Types,
        OperatingPoints = [.. OperatingPoint.Rates.Select(rate => OperatingPoint.At(rate, harmless, harmful))],
        Figures =
        [
            new("found at the threshold", new Proportion(harmful.Count(row => row.Score >= Thresholds.Default), harmful.Count)),
            new("false alarms at the threshold", new Proportion(harmless.Count(score => score >= Thresholds.Default), harmless.Count)),
        ],
    };
}
