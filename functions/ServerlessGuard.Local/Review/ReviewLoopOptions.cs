namespace ServerlessGuard.Local.Review;

/// <summary>How often this host looks at the cases.</summary>
internal sealed record ReviewLoopOptions
{
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two passes although cases change all the time.</summary>
    public TimeSpan AtLeast { get; init; } = TimeSpan.FromSeconds(1);
}
