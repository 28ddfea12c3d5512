namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>Something that happened once: in which lane, when, and whether it went well.</summary>
internal sealed record PlotPoint(string Lane, DateTimeOffset Time, bool IsGood, string Label);
