using System.Text.Json;

namespace Azure.Monitor.Query.Models;

public class LogsTableRow
{
    private readonly IReadOnlyList<JsonElement> _cells;

    internal LogsTableRow(IReadOnlyList<JsonElement> cells) => _cells = cells;

    public int Count => _cells.Count;

    public bool? GetBoolean(int index) => IsNull(index) ? null : _cells[index].GetBoolean();

    public DateTimeOffset? GetDateTimeOffset(int index) => IsNull(index) ? null : _cells[index].GetDateTimeOffset();

    public double? GetDouble(int index) => IsNull(index) ? null : _cells[index].GetDouble();

    public int? GetInt32(int index) => IsNull(index) ? null : _cells[index].GetInt32();

    public long? GetInt64(int index) => IsNull(index) ? null : _cells[index].GetInt64();

    public string GetString(int index) => _cells[index].GetString()!;

    private bool IsNull(int index) => _cells[index].ValueKind == JsonValueKind.Null;
}
