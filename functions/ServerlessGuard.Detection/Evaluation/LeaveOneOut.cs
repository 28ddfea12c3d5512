using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>
/// How the models do on sources that they have not seen: each source is left out in turn, a model is trained on the others and on the
/// project's own texts, and judges what was left out. Training is repeated here; no file of weights is read.
/// </summary>
internal static class LeaveOneOut
{
    public static (SuiteReport Report, IReadOnlyList<Bar> Bars) Names(IReadOnlyList<NamedText> texts)
    {
        var (all, bySource) = (new ScoreTable(), new ScoreTable());
        foreach (var source in texts.Select(static text => text.Source).Distinct().Order(StringComparer.Ordinal))
        {
            var tagger = new NameTagger(new NameTrainer().Train(texts.Where(text => text.Source != source)));
            foreach (var text in texts.Where(text => text.Source == source))
            {
                var found = tagger.FindAll(text.Text);
                foreach (var kind in NameTag.Kinds)
                {
                    var expected = text.Names.Where(name => name.Kind == kind).Select(static name => name.Span).ToList();
                    var spans = found.Where(name => name.Kind == kind && name.Confidence >= Scanner.DefaultThreshold)
                        .Select(static name => new TextSpan(name.Start, name.End))
                        .ToList();
                    all.Match(kind, expected, spans);
                    bySource.Match(source, expected, spans);
                }
            }
        }

        var report = new SuiteReport
        {
            Name = "names, each source left out in turn",
            Rows = texts.Count,
            Bytes = 0,
            ProcessorSeconds = 0,
            Default = [.. all.Types, .. bySource.Types.Select(static score => score with { Type = "source " + score.Type })],
        };
        return (report,
        [
            new Bar(
                "names F1, one source left out", all.Exact().F1, 0.55, AtMost: false, "", "exact spans, micro over the kinds; aim 0.65"),
            new Bar(
                "names, PERSON F1, one source left out", all.Exact(static kind => kind == "person").F1, 0.65, AtMost: false, "",
                "exact spans; aim 0.72"),
        ]);
    }

    public static (SuiteReport Report, IReadOnlyList<Bar> Bars) Injection(IReadOnlyList<JudgedText> texts, Detector rules)
    {
        var harmless = new List<double>();
        var harmful = new List<(string, double)>();
        var words = new List<double>();
        var wordsHarmful = new List<(string, double)>();
        foreach (var (text, evidence) in new InjectionTrainer().LeaveOneOut(texts))
        {
            var rule = rules(text.Text).Where(static d => d.Category == FindingCategory.Injection)
                .Select(static d => d.Confidence)
                .DefaultIfEmpty()
                .Max();
            // As probabilities, so that thresholds can be read.
            var (both, alone) = (Logistic(evidence + (InjectionModel.RuleWeight * rule)), Logistic(evidence));
            if (text.IsInjection)
            {
                harmful.Add((text.Source, both));
                wordsHarmful.Add((text.Source, alone));
            }
            else if (text.Source != "names")
            {
                harmless.Add(both);
                words.Add(alone);
            }
        }

        var points = OperatingPoint.FalseAlarmRates.Select(rate => OperatingPoint.At(rate, harmless, harmful)).ToList();
        var one = points.Single(static point => point.FalseAlarmRate == 0.01);
        var report = new SuiteReport
        {
            Name = "injection, each source left out in turn",
            Rows = harmless.Count + harmful.Count,
            Bytes = 0,
            ProcessorSeconds = 0,
            OperatingPoints = points,
            Figures = [new Figure(
                "macro recall of the model without the rules at 1% false alarms", OperatingPoint.At(0.01, words, wordsHarmful).Macro)],
        };
        return (report, [new Bar(
            "injection, each source left out, macro recall at 1% false alarms", one.Macro, 0.55, AtMost: false, "",
            "rules and model; aim 0.80")]);
    }

    private static double Logistic(double evidence) => 1 / (1 + Math.Exp(-evidence));
}
