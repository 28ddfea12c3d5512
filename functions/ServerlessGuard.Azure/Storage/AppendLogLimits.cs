namespace ServerlessGuard.Azure.Storage;

/// <summary>When a writer's log goes on in a new append blob. The service's own limit is 50,000 blocks.</summary>
public sealed record AppendLogLimits
{
    public long SegmentBytes { get; init; } = 256L << 20;

    public int SegmentBlocks { get; init; } = 45_000;
}
