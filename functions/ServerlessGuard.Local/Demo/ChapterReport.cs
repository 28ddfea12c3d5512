namespace ServerlessGuard.Local.Demo;

/// <summary>A chapter that was played, with how long it took.</summary>
internal sealed record ChapterReport(string Title, ChapterOutcome Outcome, TimeSpan Took);
