namespace ServerlessGuard.Web.Console.Plots;

/// <summary>Tones by meaning; the style sheet knows their colours in light and dark.</summary>
internal enum PlotTone
{
    Neutral,
    Good,
    Changed,
    Waiting,
    Bad,
    Second,
    Third,
}
