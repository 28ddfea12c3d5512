namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>
/// One entity per row, with its spans, or with a count where spans are not known; with a count of 0 it must stay unfound.
/// </summary>
internal sealed class RecogniserSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    public const string Prefix = "pii-recognizer-cases";

    private readonly ScoreTable _normal = new();
    private readonly ScoreTable _sensitive = new();

    public override string Name => "recogniser cases";

    public override string FilePrefix => Prefix;

    public override IEnumerable<Bar> Bars() =>
    [
        new("recogniser cases F1", Measured(_normal.Overlapping().F1), 0.88, AtMost: false, "", $"threshold {Thresholds.Default:0.##}, dates on"),
        new(
            "recogniser cases F1, sensitive", Measured(_sensitive.Overlapping().F1), 0.93, AtMost: false, "",
            $"threshold {Thresholds.Sensitive:0.##}, dates on"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var entity = row.Word("entity");
        var kinds = EntityKinds.For(entity);
        if (kinds.Count == 0 || EntityKinds.NameTypes.Contains(entity))
        {
            return false;
        }

        var expected = row.Spans().Select(static label => label.Span).ToList();
        var count = row.Number("expected_count");
        foreach (var (book, threshold) in new[] { (_normal, Thresholds.Default), (_sensitive, Thresholds.Sensitive) })
        {
            var spans = SpansOf(found, threshold, d => kinds.Contains(d.Kind));
            var listens = book == _normal;
            if (expected.Count == 0 && count > 0)
            {
                var right = Math.Min(count, spans.Count);
                book.Add(entity, new MatchCounts(right, spans.Count - right, count - right));
                if (listens && right < count)
                {
                    Misses.Add(entity, "?", row, new TextSpan(0, row.Text.Length));
                }
            }
            else
            {
                book.Match(
                    entity, expected, spans, listens ? (isSpurious, span) => Misses.Add(entity, isSpurious ? "+" : "-", row, span) : null);
            }
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with { Default = _normal.Types, Sensitive = _sensitive.Types };
}
