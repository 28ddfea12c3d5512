namespace ServerlessGuard.Core.Gateway;

/// <summary>The meaning of an Idempotency-Key for a request. Closed: the five nested records are all there are.</summary>
public abstract record IdempotencyResult
{
    private IdempotencyResult()
    {
    }

    /// <summary>Nobody used it before: answer, then end or forget it.</summary>
    public sealed record Begun(string Name, string Version, string Body) : IdempotencyResult
    {
        /// <summary>How long its answer is kept.</summary>
        public TimeSpan Retention { get; init; } = IdempotentResponses.Retention;
    }

    public sealed record Answered(RecordedResponse Answer) : IdempotencyResult;

    /// <summary>The first request is still being answered.</summary>
    public sealed record Running : IdempotencyResult;

    /// <summary>The key was used for another request.</summary>
    public sealed record OtherBody : IdempotencyResult;

    /// <summary>The first request was answered, with more than is kept.</summary>
    public sealed record NotKept : IdempotencyResult;
}
