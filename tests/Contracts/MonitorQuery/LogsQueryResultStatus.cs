namespace Azure.Monitor.Query.Models;

public enum LogsQueryResultStatus
{
    Success = 0,
    PartialFailure = 1,
    Failure = 2,
}
