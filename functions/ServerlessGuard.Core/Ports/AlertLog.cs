using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Alerts as documents (partition <see cref="Partition"/>, kept 30 days) and log lines. Alerts with the same code and
/// dedupe key are one document that counts; a line is logged for the first and then at every power of ten. When the
/// store is down, each alert is a log line: an alert is never lost because of the outage that it reports.
/// </summary>
public sealed partial class AlertLog(IDocumentStore documents, ILogger<AlertLog> logger) : IAlertSink
{
    public const string Partition = "alerts";

    private const int Attempts = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        long count;
        try
        {
            count = await CountAsync(alert, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            Unstored(logger, alert.Code, e);
            count = 1;
        }
        catch (OperationCanceledException)
        {
            count = 1;
        }

        if (IsPowerOfTen(count))
        {
            var level = LevelOf(alert.Severity);
            Raised(logger, level, alert.Code, count, alert.Message);
        }
    }

    private static string KeyOf(Alert alert) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alert.Code + "\n" + alert.DedupeKey)));

    private static LogLevel LevelOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => LogLevel.Critical,
        AlertSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private static bool IsPowerOfTen(long count)
    {
        while (count > 1 && count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }

    /// <summary>Counts the alert in its document and returns how many there are.</summary>
    private async ValueTask<long> CountAsync(Alert alert, CancellationToken cancellationToken)
    {
        var key = KeyOf(alert);
        var expires = alert.Time + Kept;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var document = await documents.GetAsync(Partition, key, cancellationToken);
            var stored = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, AlertJson.Default.RaisedAlert);
            var next = new RaisedAlert(alert, stored?.First ?? alert.Time, (stored?.Count ?? 0) + 1);
            var body = JsonSerializer.SerializeToUtf8Bytes(next, AlertJson.Default.RaisedAlert);
            var written = document is null
                ? await documents.CreateAsync(Partition, key, body, expires, cancellationToken)
                : await documents.ReplaceAsync(Partition, key, body, document.Version, expires, cancellationToken);
            if (written is not null)
            {
                return next.Count;
            }
        }

        throw new StoreUnavailableException("The alert's document is contended.");
    }

    [LoggerMessage(EventId = 1900, Message = "Alert {Code} (raised {Count} times): {Text}")]
    private static partial void Raised(ILogger logger, LogLevel level, string code, long count, string text);

    [LoggerMessage(EventId = 1901, Level = LogLevel.Error, Message = "Alert {Code} could not be stored")]
    private static partial void Unstored(ILogger logger, string code, Exception exception);
}

/// <summary>An alert as <see cref="AlertLog"/> keeps it: the latest, when the first came, and how many did.</summary>
public sealed record RaisedAlert(
    [property: JsonPropertyName("latest")] Alert Latest,
    [property: JsonPropertyName("first")] DateTimeOffset First,
    [property: JsonPropertyName("count")] long Count);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(RaisedAlert))]
internal sealed partial class AlertJson : JsonSerializerContext;
