namespace ServerlessGuard.Detection.Evaluation;

/// <summary>
/// The lowest threshold at which at most <paramref name="FalseAlarmRate"/> of the harmless texts are flagged, and what is found there.
/// </summary>
/// <param name="FalseAlarms">Harmless texts flagged at <paramref name="Threshold"/>: a score that many texts share can keep it far below
/// the rate.</param>
/// <param name="Macro">Mean of the recalls by source, each source counting the same.</param>
public sealed record OperatingPoint(
    double FalseAlarmRate, double Threshold, Proportion FalseAlarms, Proportion Recall, double Macro,
    IReadOnlyDictionary<string, Proportion> BySource)
{
    /// <summary>False-alarm rates at which recall is reported.</summary>
    public static IReadOnlyList<double> FalseAlarmRates { get; } = [0.001, 0.005, 0.01, 0.05];

    public static OperatingPoint At(double rate, IReadOnlyList<double> harmless, IReadOnlyList<(string Source, double Score)> harmful)
    {
        var threshold = ThresholdAt(rate, harmless);
        var bySource = harmful.GroupBy(static row => row.Source, StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key, group => new Proportion(group.Count(row => row.Score >= threshold), group.Count()),
                StringComparer.Ordinal);
        return new OperatingPoint(
            rate,
            threshold,
            new Proportion(harmless.Count(score => score >= threshold), harmless.Count),
            new Proportion(harmful.Count(row => row.Score >= threshold), harmful.Count),
            bySource.Count == 0 ? 0 : bySource.Values.Average(static recall => recall.Value),
            bySource);
    }

    /// <summary>The lowest threshold above 0 that flags at most this share of the scores.</summary>
    public static double ThresholdAt(double rate, IReadOnlyList<double> harmless)
    {
        var ordered = harmless.OrderDescending().ToArray();
        var allowed = (int)Math.Floor(rate * ordered.Length);

        // The first score that must stay below; everything equal to it has to stay below with it.
        return allowed < ordered.Length ? Math.Max(Math.BitIncrement(ordered[allowed]), double.Epsilon) : double.Epsilon;
    }
}
