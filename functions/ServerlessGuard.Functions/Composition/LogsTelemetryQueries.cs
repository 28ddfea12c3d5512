using Azure;
using Azure.Identity;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Functions.Composition;

/// <summary>Asks a log workspace.</summary>
/// <param name="workspace">Its customer id.</param>
public sealed class LogsTelemetryQueries(LogsQueryClient client, string workspace) : ITelemetryQueries
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(TelemetryQuestion question, TimeSpan back, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        LogsQueryResult result;
        try
        {
            // One more than may be: so that an answer which was cut is known from a whole one.
            var query = $"{question.Kql}\n| take {question.MostRows + 1}";
            result = await client.QueryWorkspaceAsync(workspace, query, new QueryTimeRange(back), new LogsQueryOptions { ServerTimeout = Patience }, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException($"The log workspace did not answer the question {question.Name}{(e is RequestFailedException { Status: > 0 } answer ? $" ({answer.Status} {answer.ErrorCode})" : "")}.");
        }

        if (result.Status != LogsQueryResultStatus.Success)
        {
            throw new StoreUnavailableException($"The log workspace answered only part of the question {question.Name}.");
        }

        if (result.Table.Rows.Count > question.MostRows)
        {
            throw new StoreUnavailableException($"The log workspace has more than {question.MostRows} rows for the question {question.Name}.");
        }

        return [.. result.Table.Rows.Select(row => result.Table.Columns.Select((column, i) => (column, i)).ToDictionary(static c => c.column.Name, c => Cell(row, c.column.Type, c.i)))];
    }

    private static object? Cell(LogsTableRow row, LogsColumnType type, int at) =>
        type == LogsColumnType.Datetime ? row.GetDateTimeOffset(at)
        : type == LogsColumnType.Long ? row.GetInt64(at)
        : type == LogsColumnType.Int ? (long?)row.GetInt32(at)
        : type == LogsColumnType.Real ? row.GetDouble(at)
        : type == LogsColumnType.Bool ? row.GetBoolean(at)
        : (object?)row.GetString(at);
}
