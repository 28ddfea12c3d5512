namespace ServerlessGuard.Local.Rotation;

internal sealed record RotationLoopOptions
{
    /// <summary>Between two sweeps.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);
}
