namespace Azure.Monitor.Query.Models;

public class LogsTableColumn
{
    internal LogsTableColumn(string name, LogsColumnType type) => (Name, Type) = (name, type);

    public string Name { get; }

    public LogsColumnType Type { get; }
}
