namespace ServerlessGuard.Azure.Duties;

/// <summary>One duty of <c>policies/duties.yaml</c> that an app has.</summary>
/// <param name="Modules">What of the guard its app is composed of.</param>
/// <param name="Functions">What its app runs.</param>
/// <param name="Subscriptions">The event subscriptions that are delivered to it, by name.</param>
public sealed record Duty(string Id, IReadOnlyList<string> Modules, IReadOnlyList<string> Functions, IReadOnlyList<string> Subscriptions)
{
    /// <summary>It takes events from a queue: <c>events-ID</c>.</summary>
    public bool HasQueue => Functions.Contains("events_queue", StringComparer.Ordinal);
}
