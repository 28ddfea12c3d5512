namespace ServerlessGuard.FunctionsHost;

/// <summary>One run of a function that ended.</summary>
/// <param name="Error">The function's exception as the worker told it; null: it succeeded.</param>
public sealed record Invocation(string Function, Guid Id, DateTimeOffset Started, DateTimeOffset Ended, string? Error);
