using System.Globalization;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Telemetry;

/// <summary>A row for a table of <see cref="LogTableNames"/>. A column without a value is not in it.</summary>
public sealed record LogRow(string Table, JsonObject Columns)
{
    internal static LogRow Of(string table, DateTimeOffset time, params ReadOnlySpan<(string Column, JsonNode? Value)> columns)
    {
        var row = new JsonObject { ["TimeGenerated"] = Text(time) };
        foreach (var (column, value) in columns)
        {
            if (value is not null)
            {
                row[column] = value;
            }
        }

        return new LogRow(table, row);
    }

    internal static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
