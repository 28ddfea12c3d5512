using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Events;

/// <summary>Events 1100 to 1149.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Delivery {Delivery} of event message {Message} failed: {ExceptionType}. {StackTrace}")]
    public static partial void DeliveryFailed(ILogger logger, string message, int delivery, string? exceptionType, string? stackTrace);
}
