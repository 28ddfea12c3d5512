using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Events;

internal static partial class EventsLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Delivery {Delivery} of event message {Message} failed: {ExceptionType}. {StackTrace}")]
    public static partial void DeliveryFailed(ILogger logger, string message, int delivery, string? exceptionType, string? stackTrace);
}
