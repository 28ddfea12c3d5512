namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>Persons, organisations and places as they ship, with what the tagger was trained on still in it.</summary>
internal sealed class NamesSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreTable _normal = new();
    private readonly ScoreTable _sensitive = new();

    public override string Name => "names, as shipped";

    public override string FilePrefix => "names";

    public override IEnumerable<Bar> Bars() => [];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var labels = row.Spans();
        foreach (var type in EntityKinds.NameTypes)
        {
            var kinds = EntityKinds.For(type);
            var expected = labels.Where(label => label.Type == type).Select(static label => label.Span).ToList();
            _normal.Match(
                type, expected, SpansOf(found, Thresholds.Default, d => kinds.Contains(d.Kind)),
                (isSpurious, span) => Misses.Add(type, isSpurious ? "+" : "-", row, span));
            _sensitive.Match(type, expected, SpansOf(found, Thresholds.Sensitive, d => kinds.Contains(d.Kind)));
        }

        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with { Default = _normal.Types, Sensitive = _sensitive.Types };
}
