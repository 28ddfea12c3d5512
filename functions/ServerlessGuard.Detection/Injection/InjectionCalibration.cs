namespace ServerlessGuard.Detection.Injection;

/// <summary>Turns evidence into a probability (Platt 1999): 1 / (1 + exp(-(slope * evidence + shift))).</summary>
internal readonly record struct InjectionCalibration(double Slope, double Shift)
{
    // More evidence never means less: where the sources left out say otherwise, there are too few of them.
    private const double LeastSlope = 0.05;

    // Of harmless texts of origins that the model has not seen, this share may be half sure: Platt alone would let 7% be.
    private const double FalseAlarms = 0.002;

    public double Of(double evidence) => 1 / (1 + Math.Exp(-((Slope * evidence) + Shift)));

    /// <summary>Fits by gradient steps; each source counts the same, whatever its number of texts.</summary>
    public static InjectionCalibration Fit(IReadOnlyList<(JudgedText Text, double Score)> judged)
    {
        var sizes = judged.GroupBy(static one => (one.Text.Source, one.Text.IsInjection))
            .ToDictionary(static group => group.Key, static group => (double)group.Count());
        var (slope, shift) = (1.0, 0.0);
        for (var step = 0; step < 2000; step++)
        {
            var (bySlope, byShift) = (0.0, 0.0);
            foreach (var (text, score) in judged)
            {
                var error = ((text.IsInjection
                    ? 1
                    : 0) - new InjectionCalibration(slope, shift).Of(score)) / sizes[(text.Source, text.IsInjection)];
                (bySlope, byShift) = (bySlope + (error * score), byShift + error);
            }

            (slope, shift) = (Math.Max(LeastSlope, slope + (0.02 * bySlope)), shift + (0.02 * byShift));
        }

        // Half sure is where a policy begins to act.
        var harmless = judged.Where(static one => !one.Text.IsInjection).Select(static one => one.Score).OrderDescending().ToList();
        return harmless.Count == 0
            ? new InjectionCalibration(slope, shift)
            : new InjectionCalibration(slope, -slope * harmless[(int)(FalseAlarms * harmless.Count)]);
    }
}
