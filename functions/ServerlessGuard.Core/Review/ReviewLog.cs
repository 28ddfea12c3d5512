using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Review;

internal static partial class ReviewLog
{
    [LoggerMessage(1400, LogLevel.Warning, "The actions after a step of case {Case} failed at try {Tries}: {ExceptionType}")]
    public static partial void EffectFailed(ILogger logger, string @case, int tries, string exceptionType);

    [LoggerMessage(1401, LogLevel.Warning, "The sweep could not process case {Case}: {ExceptionType}")]
    public static partial void SweepFailed(ILogger logger, string @case, string exceptionType);

    [LoggerMessage(
        1402, LogLevel.Error,
        "Interaction {Interaction} was to be held, and its case could not be opened: {ExceptionType}. It is blocked.")]
    public static partial void NotOpened(ILogger logger, string interaction, string exceptionType);

    [LoggerMessage(1403, LogLevel.Warning, "The policy engine {Engine} did not decide case {Case}: {ExceptionType}. People do.")]
    public static partial void EngineFailed(ILogger logger, string engine, string @case, string exceptionType);

    [LoggerMessage(1404, LogLevel.Warning, "Interaction {Interaction} was not sampled: {ExceptionType}")]
    public static partial void NotSampled(ILogger logger, string interaction, string exceptionType);
}
