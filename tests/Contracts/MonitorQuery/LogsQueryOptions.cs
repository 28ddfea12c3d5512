namespace Azure.Monitor.Query;

public class LogsQueryOptions
{
    public IList<string> AdditionalWorkspaces { get; } = [];

    public bool AllowPartialErrors { get; set; }

    public bool IncludeStatistics { get; set; }

    public bool IncludeVisualization { get; set; }

    public TimeSpan? ServerTimeout { get; set; }
}
