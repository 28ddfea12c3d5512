namespace ServerlessGuard.FunctionsHost;

/// <summary>One run of a function that ended.</summary>
/// <param name="Error">The function's exception as the worker told it; null: it succeeded.</param>
public sealed record Invocation(string Function, Guid Id, DateTimeOffset Started, DateTimeOffset Ended, string? Error)
{
    /// <summary>The trace that it belongs to, lower-case hex.</summary>
    public string Trace { get; init; } = "";

    /// <summary>The host's own span of it.</summary>
    public string Span { get; init; } = "";
}
