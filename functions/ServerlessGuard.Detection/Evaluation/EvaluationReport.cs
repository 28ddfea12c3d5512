namespace ServerlessGuard.Detection.Evaluation;

/// <summary>The results of an evaluation.</summary>
/// <param name="Threshold">The default threshold of this run.</param>
/// <param name="SensitiveThreshold">The lower one at which accuracy is reported too.</param>
public sealed record EvaluationReport(
    double Threshold, double SensitiveThreshold, IReadOnlyList<SuiteReport> Suites, IReadOnlyList<Bar> Bars);

/// <summary>One suite: its scores at both thresholds, its figures, and what was judged wrongly at the default threshold.</summary>
public sealed record SuiteReport
{
    public required string Name { get; init; }

    public required int Rows { get; init; }

    /// <summary>UTF-8 bytes scanned and the processor seconds that this took; each text once, so none repeats.</summary>
    public required long Bytes { get; init; }

    public required double ProcessorSeconds { get; init; }

    public IReadOnlyList<TypeScore> Default { get; init; } = [];

    public IReadOnlyList<TypeScore> Sensitive { get; init; } = [];

    public IReadOnlyList<OperatingPoint> OperatingPoints { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<Miss> Misses { get; init; } = [];
}

/// <summary>A named number; with the counts behind it where it is a share.</summary>
public sealed record Figure(string Name, double Value, Proportion? Share = null)
{
    public Figure(string name, Proportion share)
        : this(name, share.Value, share)
    {
    }
}

/// <summary>A row that was judged wrongly. Holds text: it is only made when requested.</summary>
/// <param name="Sign">"-" missed, "+" found though not labelled, "?" fewer or more than the row counts.</param>
public sealed record Miss(string Type, string Sign, string Id, string Excerpt);

/// <summary>A figure that must be reached, or not be exceeded.</summary>
/// <param name="Value">Null where the data that it needs was not given.</param>
public sealed record Bar(string Measure, double? Value, double Limit, bool AtMost, string Unit, string Note)
{
    /// <summary>Null where it was not measured.</summary>
    public bool? Holds => Value is not { } value ? null : AtMost ? value <= Limit : value >= Limit;
}
