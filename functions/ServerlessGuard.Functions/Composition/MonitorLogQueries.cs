using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.Query;
using Azure.Monitor.Query.Models;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Composition;

/// <summary>
/// Asks a log workspace through Azure Monitor's own client. Compiled under the configuration Deploy alone; elsewhere
/// <see cref="RestLogQueries"/> asks.
/// </summary>
public sealed class MonitorLogQueries : ITelemetryQueries
{
    private readonly LogsQueryClient _client;
    private readonly string _workspace;

    /// <param name="workspace">Its customer id.</param>
    /// <param name="configure">Transport and retries.</param>
    public MonitorLogQueries(string workspace, TokenCredential credential, Action<ClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LogsQueryClientOptions();
        configure(options);
        (_workspace, _client) = (workspace, new LogsQueryClient(credential, options));
    }

    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(
        TelemetryQuery question, TimeSpan back, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        LogsQueryResult result;
        try
        {
            result = await _client.QueryWorkspaceAsync(
                _workspace, RestLogQueries.Query(question), new QueryTimeRange(back),
                new LogsQueryOptions { ServerTimeout = RestLogQueries.ServerTimeout }, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException(
                $"The log workspace did not answer the question {question.Name}{(e is RequestFailedException { Status: > 0 } answer ? $" ({answer.Status} {answer.ErrorCode})" : "")}.");
        }

        if (result.Status != LogsQueryResultStatus.Success)
        {
            throw new StoreUnavailableException($"The log workspace answered only part of the question {question.Name}.");
        }

        if (result.Table.Rows.Count > question.MostRows)
        {
            throw new StoreUnavailableException(
                $"The log workspace has more than {question.MostRows} rows for the question {question.Name}.");
        }

        return [.. result.Table.Rows.Select(row => result.Table.Columns.Select((column, i) => (column, i))
            .ToDictionary(static c => c.column.Name, c => Cell(row, c.column.Type, c.i)))];
    }

    private static object? Cell(LogsTableRow row, LogsColumnType type, int at) =>
        type == LogsColumnType.Datetime ? row.GetDateTimeOffset(at)
        : type == LogsColumnType.Long ? row.GetInt64(at)
        : type == LogsColumnType.Int ? (long?)row.GetInt32(at)
        : type == LogsColumnType.Real ? row.GetDouble(at)
        : type == LogsColumnType.Bool ? row.GetBoolean(at)
        : (object?)row.GetString(at);
}
