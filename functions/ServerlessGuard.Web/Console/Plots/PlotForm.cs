namespace ServerlessGuard.Web.Console.Plots;

internal enum PlotForm
{
    /// <summary>Series on top of each other, for counts that add up.</summary>
    StackedBars,

    /// <summary>One line a series, for what is measured again and again.</summary>
    Lines,
}
