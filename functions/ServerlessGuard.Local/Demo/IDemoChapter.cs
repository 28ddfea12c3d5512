namespace ServerlessGuard.Local.Demo;

/// <summary>
/// One chapter of the story: something is tried through the guard's own HTTP surface, and what came of it is checked.
/// Chapters run in the order of <see cref="DemoStory.Chapters"/> on one stage and leave it as they found it.
/// </summary>
internal interface IDemoChapter
{
    /// <summary>What is tried, in a few words.</summary>
    string Title { get; }

    Task<ChapterOutcome> PlayAsync(DemoStage stage, CancellationToken cancellationToken);
}
