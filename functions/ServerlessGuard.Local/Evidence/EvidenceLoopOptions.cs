namespace ServerlessGuard.Local.Evidence;

/// <summary>When the host makes packs by itself.</summary>
internal sealed record EvidenceLoopOptions
{
    /// <summary>Null: only when somebody asks.</summary>
    public TimeSpan? Every { get; init; } = TimeSpan.FromDays(1);
}
