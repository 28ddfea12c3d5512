namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>Something that happened once: in which lane, when, how it went, and how long it took where that was measured.</summary>
internal sealed record PlotPoint(string Lane, DateTimeOffset Time, PlotMark Mark, string Outcome, double? Seconds = null);
