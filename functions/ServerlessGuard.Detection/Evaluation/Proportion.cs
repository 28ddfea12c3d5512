namespace ServerlessGuard.Detection.Evaluation;

/// <summary>A share of a count, with the interval in which the true one lies in 95 of 100 samples (Wilson 1927).</summary>
public readonly record struct Proportion(int Part, int Whole)
{
    private const double Z = 1.959963984540054;

    /// <summary>0 where nothing was counted.</summary>
    public double Value => Whole == 0 ? 0 : (double)Part / Whole;

    public double Low => Math.Max(0, Centre - Half);

    public double High => Whole == 0 ? 1 : Math.Min(1, Centre + Half);

    private double Centre => Whole == 0 ? 0.5 : (Value + (Z * Z / (2 * Whole))) / (1 + (Z * Z / Whole));

    private double Half =>
        Whole == 0 ? 0.5 : Z * Math.Sqrt((Value * (1 - Value) / Whole) + (Z * Z / (4.0 * Whole * Whole))) / (1 + (Z * Z / Whole));
}
