namespace ServerlessGuard.Infra.Events;

/// <summary>One subscription: what it lets through. <c>policies/duties.yaml</c> says which duty is told.</summary>
public sealed record WatchedEvent(string Name)
{
    public required IReadOnlyList<string> Types { get; init; }

    public string? SubjectBegins { get; init; }

    /// <summary>Control-plane operations; empty for all. Event Grid takes at most 25 values.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];
}
