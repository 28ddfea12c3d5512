namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>The highest injection confidence of each text: at the thresholds, and as recall by source at fixed false-alarm rates.</summary>
internal sealed class InjectionSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreTable _normal = new();
    private readonly ScoreTable _sensitive = new();
    private readonly List<double> _harmless = [];
    private readonly List<(string Source, double Score)> _harmful = [];

    public override string Name => "injection";

    public override string FilePrefix => "injection";

    public override IEnumerable<Bar> Bars() =>
    [
        new(
            "injection, as shipped, macro recall at 1% false alarms", Measured(OperatingPoint.At(0.01, _harmless, _harmful).Macro), 0.55,
            AtMost: false, "", "rules and, where it is on, the model as it ships"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var source = row.Word("source");
        var isInjection = row.Word("label") == "injection";
        var score = found.Where(static d => d.Category == FindingCategory.Injection)
            .Select(static d => d.Confidence)
            .DefaultIfEmpty()
            .Max();
        foreach (var (book, threshold) in new[] { (_normal, Thresholds.Default), (_sensitive, Thresholds.Sensitive) })
        {
            var isFound = score >= threshold;
            book.Add(
                source, new MatchCounts(isInjection && isFound ? 1 : 0, isFound && !isInjection ? 1 : 0, isInjection && !isFound ? 1 : 0));
        }

        if (isInjection)
        {
            _harmful.Add((source, score));
        }
        else
        {
            _harmless.Add(score);
        }

        if (score >= Thresholds.Default != isInjection)
        {
            Misses.Add(source, isInjection ? "-" : "+", row, new TextSpan(0, row.Text.Length));
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Default = _normal.Types,
        Sensitive = _sensitive.Types,
        OperatingPoints = [.. OperatingPoint.FalseAlarmRates.Select(rate => OperatingPoint.At(rate, _harmless, _harmful))],
        Figures =
        [
            new("found at the threshold", new Proportion(_harmful.Count(row => row.Score >= Thresholds.Default), _harmful.Count)),
            new("false alarms at the threshold", new Proportion(_harmless.Count(score => score >= Thresholds.Default), _harmless.Count)),
        ],
    };
}
