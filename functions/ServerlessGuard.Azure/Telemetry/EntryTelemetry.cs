using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>
/// What the log workspace's tables are told of durable entries: rows of <c>GuardInteractions_CL</c>, and heartbeats in
/// <c>GuardOperations_CL</c>. Nothing waits for it and nothing fails with it: rows that cannot be sent are dropped and
/// counted, since the audit log has them.
/// </summary>
public sealed partial class EntryTelemetry : IAuditLog, IAsyncDisposable
{
    public const string Interactions = "GuardInteractions_CL";
    public const string Operations = "GuardOperations_CL";

    private const int MostWaiting = 20_000;
    private const int MostPerSend = 2_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly IAuditLog _inner;
    private readonly LogsIngestion _ingestion;
    private readonly TimeProvider _clock;
    private readonly ILogger<EntryTelemetry> _logger;
    private readonly Channel<(string Table, JsonObject Row)> _rows = Channel.CreateBounded<(string, JsonObject)>(MostWaiting);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public EntryTelemetry(IAuditLog inner, LogsIngestion ingestion, TimeProvider clock, ILogger<EntryTelemetry> logger)
    {
        (_inner, _ingestion, _clock, _logger) = (inner, ingestion, clock, logger);
        _loop = RunAsync();
    }

    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var receipt = await _inner.AppendAsync(entry, cancellationToken);
        if (entry.Kind is AuditKinds.InteractionClosed or AuditKinds.GuardUnscanned)
        {
            Tell(Interactions, RowOf(entry));
        }

        return receipt;
    }

    /// <summary>This duty lives.</summary>
    public void Beat(string duty) => Tell(Operations, new JsonObject { ["TimeGenerated"] = Time(_clock.GetUtcNow()), ["Duty"] = duty, ["Kind"] = "heartbeat", ["Subject"] = duty, ["Result"] = "alive" });

    /// <summary>Sends what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _rows.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        await SendAsync();
        _stop.Dispose();
    }

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject RowOf(AuditEntry entry) => new()
    {
        ["TimeGenerated"] = Time(entry.Time),
        ["InteractionId"] = entry.Interaction,
        ["Application"] = entry.Application,
        ["Tier"] = entry.Tier,
        ["Model"] = entry.Facts.GetValueOrDefault("model"),
        ["Verdict"] = entry.Verdict,
        ["PolicyRevision"] = entry.PolicyRevision,
        ["Unscanned"] = entry.Kind == AuditKinds.GuardUnscanned,
        ["Findings"] = entry.Findings.Values.Sum(),
    };

    private void Tell(string table, JsonObject row)
    {
        if (!_rows.Writer.TryWrite((table, row)))
        {
            Dropped(_logger, 1);
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await SendAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // What waits is sent at the end.
        }
    }

    private async Task SendAsync()
    {
        while (_rows.Reader.Count > 0)
        {
            var batch = new List<(string Table, JsonObject Row)>();
            while (batch.Count < MostPerSend && _rows.Reader.TryRead(out var row))
            {
                batch.Add(row);
            }

            foreach (var table in batch.GroupBy(static b => b.Table, static b => b.Row))
            {
                try
                {
                    await _ingestion.SendAsync(table.Key, [.. table], CancellationToken.None);
                }
                catch (StoreUnavailableException exception)
                {
                    NotTold(_logger, table.Count(), exception);
                }
            }
        }
    }

    [LoggerMessage(EventId = 9701, Level = LogLevel.Warning, Message = "{Rows} rows of telemetry waited too long and were dropped")]
    private static partial void Dropped(ILogger logger, int rows);

    [LoggerMessage(EventId = 9702, Level = LogLevel.Warning, Message = "{Rows} rows of telemetry could not be sent")]
    private static partial void NotTold(ILogger logger, int rows, Exception exception);
}
