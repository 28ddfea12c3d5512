namespace ServerlessGuard.Web.Console.Plots;

/// <summary>One row of values, as many as the plot has columns. NaN is a gap.</summary>
/// <param name="Name">As the legend and the table name it.</param>
/// <param name="Tone">Which of the console's tones draws it.</param>
internal sealed record PlotSeries(string Name, PlotTone Tone, IReadOnlyList<double> Values);
