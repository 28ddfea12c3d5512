using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>
/// Sends rows to the log workspace. Nothing waits for it and nothing fails with it: rows that cannot be sent are dropped
/// and counted, since the audit log has the entries.
/// </summary>
public sealed partial class LogSender : IAsyncDisposable
{
    private const int MostWaiting = 20_000;
    private const int MostPerSend = 2_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly LogsIngestion _ingestion;
    private readonly TimeProvider _clock;
    private readonly ILogger<LogSender> _logger;
    private readonly Channel<LogRow> _rows = Channel.CreateBounded<LogRow>(MostWaiting);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _dropped;
    private long _reported;

    public LogSender(LogsIngestion ingestion, TimeProvider clock, ILogger<LogSender> logger)
    {
        (_ingestion, _clock, _logger) = (ingestion, clock, logger);
        _loop = RunAsync();
    }

    /// <summary>Rows that were never sent: too many waited, or the workspace did not take them.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Enqueue(IEnumerable<LogRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            if (!_rows.Writer.TryWrite(row))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    /// <summary>This duty lives.</summary>
    public void EnqueueHeartbeat(string duty) => Enqueue([EntryRows.Heartbeat(_clock.GetUtcNow(), duty)]);

    /// <summary>Sends what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_rows.Writer.TryComplete())
        {
            return;
        }

        await _stop.CancelAsync();
        await _loop;
        await SendAsync();
        _stop.Dispose();
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
            // The waiting rows are sent at the end.
        }
    }

    private async Task SendAsync()
    {
        while (_rows.Reader.Count > 0)
        {
            var batch = new List<LogRow>();
            while (batch.Count < MostPerSend && _rows.Reader.TryRead(out var row))
            {
                batch.Add(row);
            }

            foreach (var table in batch.GroupBy(static row => row.Table, static row => row.Columns))
            {
                try
                {
                    await _ingestion.SendAsync(table.Key, [.. table], CancellationToken.None);
                }
                catch (StoreUnavailableException exception)
                {
                    Interlocked.Add(ref _dropped, table.Count());
                    NotSent(_logger, table.Count(), exception);
                }
            }
        }

        var dropped = Dropped;
        if (dropped > _reported)
        {
            Lost(_logger, dropped - _reported, dropped);
            _reported = dropped;
        }
    }

    [LoggerMessage(EventId = 3000, Level = LogLevel.Warning, Message = "{Rows} rows of telemetry were dropped, {All} since the start")]
    private static partial void Lost(ILogger logger, long rows, long all);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "{Rows} rows of telemetry could not be sent")]
    private static partial void NotSent(ILogger logger, int rows, Exception exception);
}
