namespace ServerlessGuard.Local.Deployments;

internal sealed record WatchLoopOptions
{
    /// <summary>Between two sweeps; events are looked at as they come.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);
}
