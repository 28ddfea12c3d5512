namespace ServerlessGuard.Infra.Events;

/// <summary>One subscription: what it lets through, and the duty that hears of it.</summary>
internal sealed record WatchedEvent(string Name, string Duty)
{
    public required IReadOnlyList<string> Types { get; init; }

    public string? SubjectBegins { get; init; }

    /// <summary>Control-plane operations; empty for all. Event Grid takes at most 25 values.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];
}
