namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>How a point is drawn; the shapes differ, so that the colour is not needed to tell.</summary>
internal enum PlotMark
{
    /// <summary>A disc.</summary>
    Good,

    /// <summary>A cross.</summary>
    Bad,

    /// <summary>A ring: it says nothing either way.</summary>
    Neither,
}
