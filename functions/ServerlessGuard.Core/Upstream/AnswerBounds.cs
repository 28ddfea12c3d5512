namespace ServerlessGuard.Core.Upstream;

/// <summary>How much of a model's answer is read, and how long its reader waits for the next piece.</summary>
/// <param name="MaxBytes">The largest answer, streamed or not.</param>
/// <param name="MaxEventBytes">The longest single event of a stream.</param>
/// <param name="IdleTimeout">Between two pieces.</param>
/// <param name="Timeout">Of a plain answer, from asking to its last byte.</param>
internal readonly record struct AnswerBounds(int MaxBytes, int MaxEventBytes, TimeSpan IdleTimeout, TimeSpan Timeout);
