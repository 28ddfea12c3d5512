using System.Text.Json;

namespace Azure.Monitor.Query.Models;

public class LogsTable
{
    internal LogsTable(string name, IReadOnlyList<LogsTableColumn> columns, IReadOnlyList<LogsTableRow> rows) => (Name, Columns, Rows) = (name, columns, rows);

    public IReadOnlyList<LogsTableColumn> Columns { get; }

    public string Name { get; }

    public IReadOnlyList<LogsTableRow> Rows { get; }

    internal static LogsTable Read(JsonElement table)
    {
        var columns = table.GetProperty("columns").EnumerateArray().Select(static c => new LogsTableColumn(c.GetProperty("name").GetString()!, c.GetProperty("type").GetString()!)).ToList();
        return new(table.GetProperty("name").GetString()!, columns, [.. table.GetProperty("rows").EnumerateArray().Select(static r => new LogsTableRow([.. r.EnumerateArray()]))]);
    }
}
