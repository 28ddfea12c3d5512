namespace ServerlessGuard.Detection.Evaluation.Suites;

/// <summary>The two confidences at which accuracy is reported.</summary>
internal readonly record struct Thresholds(double Default, double Sensitive);

/// <summary>How one kind of labelled file is scored.</summary>
internal abstract class Suite(Thresholds thresholds, bool keepMisses)
{
    public abstract string Name { get; }

    /// <summary>The beginning of the names of files that hold its rows.</summary>
    public abstract string FilePrefix { get; }

    protected Thresholds Thresholds { get; } = thresholds;

    protected EvaluationErrorList Misses { get; } = new(keepMisses);

    protected int Rows { get; private set; }

    /// <summary>Takes one row and everything found in its text, at any confidence.</summary>
    public void Add(LabelledRow row, IReadOnlyList<Detected> found)
    {
        if (Score(row, found))
        {
            Rows++;
        }
    }

    public abstract IEnumerable<Bar> Bars();

    public SuiteReport Report(ScanCost cost) => Fill(new SuiteReport
    {
        Name = Name,
        Rows = Rows,
        Bytes = cost.Bytes,
        ProcessorSeconds = cost.ProcessorSeconds,
        Misses = Misses.All,
    });

    /// <returns>Whether the row is one of this suite's.</returns>
    protected abstract bool Score(LabelledRow row, IReadOnlyList<Detected> found);

    protected abstract SuiteReport Fill(SuiteReport report);

    protected double? Measured(double value) => Rows == 0 ? null : value;

    protected static List<TextSpan> SpansOf(IReadOnlyList<Detected> found, double threshold, Func<Detected, bool> wanted) =>
        TextSpan.Flatten(found.Where(d => d.Confidence >= threshold && wanted(d)).Select(static d => d.Span));
}

/// <summary>The duration of scanning a suite's texts.</summary>
internal readonly record struct ScanCost(long Bytes, double ProcessorSeconds);
