using System.Text.Json;

namespace Azure.Monitor.Query.Models;

public class LogsQueryResult
{
    internal LogsQueryResult(IReadOnlyList<LogsTable> tables, ResponseError? error) => (AllTables, Error) = (tables, error);

    public IReadOnlyList<LogsTable> AllTables { get; }

    public ResponseError? Error { get; }

    public LogsQueryResultStatus Status => Error is null ? LogsQueryResultStatus.Success : AllTables.Count > 0 ? LogsQueryResultStatus.PartialFailure : LogsQueryResultStatus.Failure;

    public LogsTable Table => AllTables.Single();

    internal static LogsQueryResult Read(BinaryData content)
    {
        var root = JsonDocument.Parse(content).RootElement;
        var error = root.TryGetProperty("error", out var found) ? new ResponseError(found.GetProperty("code").GetString(), found.GetProperty("message").GetString()) : null;
        return new([.. root.GetProperty("tables").EnumerateArray().Select(LogsTable.Read)], error);
    }
}
