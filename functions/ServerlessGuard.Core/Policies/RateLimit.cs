namespace ServerlessGuard.Core.Policies;

/// <summary>So many calls in a sliding period, as <c>10/h</c>.</summary>
public readonly record struct RateLimit(int Count, TimeSpan Period);
