namespace ServerlessGuard.Core.Markup.Plots;

/// <summary>Axes with round numbers.</summary>
internal static class PlotScale
{
    /// <summary>
    /// The smallest of 4, 8, 12, 20 and their decimal multiples and parts that is no less than the value: quarters of it are round.
    /// </summary>
    public static double NiceTop(double highest)
    {
        if (!(highest > 0))
        {
            return 4;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(highest / 4)));
        foreach (var factor in (ReadOnlySpan<double>)[4, 8, 12, 20])
        {
            if (highest <= factor * power * (1 + 1e-9))
            {
                return factor * power;
            }
        }

        return 40 * power;
    }

    /// <summary>From 0 to the top, in quarters.</summary>
    public static IEnumerable<double> Ticks(double top) => Enumerable.Range(0, 5).Select(i => top * i / 4);
}
