using System.Text;
using ServerlessGuard.Detection.Evaluation.Suites;
using ServerlessGuard.Detection.Evaluation.Variation;
using ServerlessGuard.Detection.Injection;
using ServerlessGuard.Detection.Names;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>Measures a detector on a folder of labelled texts, at the default and at the sensitive threshold.</summary>
public sealed class DetectionEvaluation
{
    /// <summary>
    /// The lower threshold at which accuracy is reported beside the default one: the choice of a careful reader.
    /// </summary>
    public const double DefaultSensitive = Scanner.SensitiveThreshold;

    /// <summary>Findings below are not checked.</summary>
    public const double Lowest = 0.01;

    /// <summary>The parts of the scanner that are timed and scored.</summary>
    public required Detector Detector { get; init; }

    /// <summary>
    /// Finds in the recogniser cases, where every kind is asked for by itself: plain dates and web addresses are on there.
    /// </summary>
    public Detector? RecogniserDetector { get; init; }

    /// <summary>Whether names are on: the tagger that ships adds its findings, untimed.</summary>
    public bool WithNames { get; init; }

    /// <summary>Whether the injection model that ships adds its word, untimed.</summary>
    public bool WithInjectionModel { get; init; }

    public double Threshold { get; init; } = Scanner.DefaultThreshold;

    public double SensitiveThreshold { get; init; } = DefaultSensitive;

    /// <summary>Whether to list what was judged wrongly, which holds excerpts of the texts.</summary>
    public bool KeepMisses { get; init; }

    /// <summary>Whether to judge the generated variation suite too.</summary>
    public bool WithVariations { get; init; }

    /// <summary>
    /// Whether to train models on all sources but one and judge them on it, and to time the injection check; takes a minute.
    /// </summary>
    public Scanner? WithModelsOf { get; init; }

    /// <summary>Finds with every rule of a scanner.</summary>
    public static Detector Rules(Scanner scanner) => text => [.. scanner.Scan(text, Lowest).Select(Detected.Of)];

    /// <summary>Finds names with the tagger that ships.</summary>
    public static IReadOnlyList<Detected> Names(string text) =>
        [.. NameTagger.Default.FindAll(text)
            .Select(static name => new Detected(new TextSpan(name.Start, name.End), name.Kind, FindingCategory.Personal, name.Confidence))];

    /// <summary>The shipped injection model's result, combined with the findings of <paramref name="rules"/>.</summary>
    public static Detected Likely(string text, IReadOnlyList<Detected> rules)
    {
        var rule = rules.Where(static d => d.Category == FindingCategory.Injection).Select(static d => d.Confidence).DefaultIfEmpty().Max();
        var score = InjectionModel.Default.Score(text, ruleConfidence: rule);
        return new Detected(
            new TextSpan(score.Start, score.Start + score.Length), InjectionScore.Rule.Kind, FindingCategory.Injection, score.Probability);
    }

    /// <summary>Reads every file that a suite knows by the beginning of its name.</summary>
    /// <exception cref="EvaluationDataException">The folder holds no such file, or one that is not in its form.</exception>
    public EvaluationReport Run(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        var thresholds = new Thresholds(Threshold, SensitiveThreshold);
        Suite[] suites =
        [
            new SentenceSuite(thresholds, KeepMisses),
            new RecogniserSuite(thresholds, KeepMisses),
            new NamesSuite(thresholds, KeepMisses),
            new SecretSuite(thresholds, KeepMisses),
            new InjectionSuite(thresholds, KeepMisses),
            new HarmlessSuite(thresholds, KeepMisses),
        ];
        var costs = new Dictionary<string, ScanCost>(StringComparer.Ordinal);
        foreach (var group in suites.GroupBy(static suite => suite.FilePrefix, StringComparer.Ordinal))
        {
            var own = files.Where(file => Path.GetFileName(file).StartsWith(group.Key + ".", StringComparison.Ordinal));
            costs[group.Key] = Score(group.Key == RecogniserSuite.Prefix ? RecogniserDetector ?? Detector : Detector, [.. group], own);
        }

        if (costs.Values.All(static cost => cost.Bytes == 0))
        {
            throw new EvaluationDataException(
                $"{folder} holds no labelled texts: files named {string.Join(", ", costs.Keys.Select(static prefix => prefix + ".*.jsonl"))}.");
        }

        var reports = suites.Select(suite => suite.Report(costs[suite.FilePrefix])).Where(static report => report.Rows > 0).ToList();
        var bars = suites.SelectMany(static suite => suite.Bars()).ToList();
        if (WithVariations)
        {
            var variations = VariationReport.Of(Detector, Threshold);
            reports.Add(Report(variations));
            bars.AddRange(
            [
                new Bar(
                    "near misses of secrets flagged", variations.NearMisses.Value, 0.05, AtMost: true, "%",
                    $"{variations.NearMisses.Whole} generated"),
                new Bar("variation suite found", variations.Found.Value, 0.9, AtMost: false, "%", $"{variations.Found.Whole} generated"),
                new Bar(
                    "variation suite, harmless flagged", variations.Harmless.Value, 0.02, AtMost: true, "%",
                    $"{variations.Harmless.Whole} generated"),
            ]);
        }

        if (WithModelsOf is { } scanner)
        {
            AddModels(folder, files, scanner, reports, bars);
        }

        return new EvaluationReport(Threshold, SensitiveThreshold, reports, bars);
    }

    private static void AddModels(string folder, List<string> files, Scanner scanner, List<SuiteReport> reports, List<Bar> bars)
    {
        bool Has(string prefix) => files.Exists(file => Path.GetFileName(file).StartsWith(prefix + ".", StringComparison.Ordinal));
        if (Has("names"))
        {
            var (report, added) = LeaveOneOut.Names([.. TrainingTexts.Names(folder)]);
            reports.Add(report);
            bars.AddRange(added);
        }

        if (Has("names") && Has("injection"))
        {
            var texts = TrainingTexts.Injection(folder);
            var (report, added) = LeaveOneOut.Injection(texts, Rules(scanner));
            reports.Add(report);
            bars.AddRange(added);
            bars.AddRange(InjectionSpeed.Measure(
                scanner, texts.Where(static text => text is { IsInjection: false, Source: not "names" }).Select(static text => text.Text)));
        }
    }

    private SuiteReport Report(VariationReport variations) => new()
    {
        Name = "variations",
        Rows = variations.Found.Whole + variations.Harmless.Whole + variations.NearMisses.Whole,
        Bytes = 0,
        ProcessorSeconds = 0,
        Figures =
        [
            new("found", variations.Found),
            .. variations.ByFamily.Concat(variations.ByKind).Select(static pair => new Figure("found: " + pair.Key, pair.Value)),
            new("harmless texts flagged", variations.Harmless),
            new("near misses of secrets flagged", variations.NearMisses),
        ],
        Misses = KeepMisses
            ? [
                .. variations.Missed.Select(static sample => new Miss(sample.Family, "-", sample.Kind, sample.Text)),
                .. variations.Flagged.Select(static text => new Miss("harmless", "+", "generated", text))
            ]
            : [],
    };

    private ScanCost Score(Detector detector, Suite[] suites, IEnumerable<string> files)
    {
        var (bytes, processor) = (0L, TimeSpan.Zero);
        foreach (var row in files.SelectMany(LabelledRow.ReadFile))
        {
            var before = Environment.CpuUsage.TotalTime;
            var found = detector(row.Text);
            processor += Environment.CpuUsage.TotalTime - before;
            found = [.. found, .. WithNames ? Names(row.Text) : [], .. WithInjectionModel ? [Likely(row.Text, found)] : (Detected[])[]];
            bytes += Encoding.UTF8.GetByteCount(row.Text);
            foreach (var suite in suites)
            {
                suite.Add(row, found);
            }
        }

        return new ScanCost(bytes, processor.TotalSeconds);
    }
}

/// <summary>A finding as the evaluation sees it: where, what, and how sure.</summary>
public readonly record struct Detected(TextSpan Span, string Kind, FindingCategory Category, double Confidence)
{
    public static Detected Of(Finding finding) =>
        new(new TextSpan(finding.Start, finding.End), finding.Rule.Kind, finding.Rule.Category, finding.Confidence);
}

/// <summary>Everything found in a text at any confidence above 0, overlapping findings included.</summary>
public delegate IReadOnlyList<Detected> Detector(string text);
