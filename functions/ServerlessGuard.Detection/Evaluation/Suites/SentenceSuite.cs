namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>Sentences with all their labelled spans: by type for what rules or the tagger answer to, by token for all of them.</summary>
internal sealed class SentenceSuite(Thresholds thresholds, bool keepMisses) : Suite(thresholds, keepMisses)
{
    private readonly ScoreTable _normal = new();
    private readonly ScoreTable _sensitive = new();
    private MatchCounts _tokens;
    private MatchCounts _sensitiveTokens;

    public override string Name => "sentences";

    public override string FilePrefix => "pii-sentences";

    public override IEnumerable<Bar> Bars() =>
    [
        new(
            "sentences, pattern types F1", Measured(_normal.Overlapping(EntityKinds.IsPattern).F1), 0.96, AtMost: false, "",
            "e-mail, IBAN, IP, card, phone, SSN"),
        new(
            "sentences, all types, token F2", Measured(_tokens.F2), 0.65, AtMost: false, "",
            "names on; a token is right whatever its type"),
    ];

    protected override bool Score(LabelledRow row, IReadOnlyList<Detected> found)
    {
        var labels = row.Spans().Select(static label => (label.Span, Type: EntityKinds.Merge(label.Type))).ToList();
        var personal = found.Where(static d => d.Category == FindingCategory.Personal).ToList();
        foreach (var type in EntityKinds.SentenceTypes)
        {
            var kinds = EntityKinds.For(type);
            var expected = labels.Where(label => label.Type == type).Select(static label => label.Span).ToList();
            _normal.Match(
                type, expected, SpansOf(personal, Thresholds.Default, d => kinds.Contains(d.Kind)),
                (isSpurious, span) => Misses.Add(type, isSpurious ? "+" : "-", row, span));
            _sensitive.Match(type, expected, SpansOf(personal, Thresholds.Sensitive, d => kinds.Contains(d.Kind)));
        }

        _tokens += TokensOf(row, labels, personal, Thresholds.Default, Misses);
        _sensitiveTokens += TokensOf(row, labels, personal, Thresholds.Sensitive, null);
        return true;
    }

    protected override SuiteReport Fill(SuiteReport report) => report with
    {
        Default = _normal.Types,
        Sensitive = _sensitive.Types,
        Figures =
        [
            .. OfTokens("tokens", _tokens),
            .. OfTokens("tokens, sensitive", _sensitiveTokens),
        ],
    };

    private static IEnumerable<Figure> OfTokens(string name, MatchCounts tally) =>
    [
        new(name + ": precision", new Proportion(tally.Right, tally.Right + tally.Spurious)),
        new(name + ": recall", new Proportion(tally.Right, tally.Right + tally.Missed)),
        new(name + ": F2", tally.F2),
    ];

    private static MatchCounts TokensOf(
        LabelledRow row, List<(TextSpan Span, string Type)> labels, List<Detected> personal, double threshold,
        EvaluationErrorList? misses)
    {
        var tally = default(MatchCounts);
        foreach (var token in Tokens.Of(row.Text))
        {
            var isLabelled = labels.Exists(label => label.Span.Overlaps(token));
            var isFound = personal.Exists(d => d.Confidence >= threshold && d.Span.Overlaps(token));
            tally += new MatchCounts(isLabelled && isFound ? 1 : 0, isFound && !isLabelled ? 1 : 0, isLabelled && !isFound ? 1 : 0);
        }

        foreach (var stray in personal.Where(d => d.Confidence >= threshold && !labels.Exists(label => label.Span.Overlaps(d.Span))))
        {
            misses?.Add(stray.Kind, "*", row, stray.Span);
        }

        return tally;
    }
}
