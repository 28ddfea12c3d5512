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

/// <summary>Our tables in a log workspace. Infra declares their columns; who writes and who asks use the same names.</summary>
public static class LogTableNames
{
    public const string Interactions = "GuardInteractions_CL";
    public const string Findings = "GuardFindings_CL";
    public const string Operations = "GuardOperations_CL";
    public const string Alerts = "GuardAlerts_CL";
    public const string Drift = "GuardDrift_CL";
}

/// <summary>Values of the column Category, and of Place, in <see cref="LogTableNames.Findings"/> that queries ask for.</summary>
public static class FindingWords
{
    public const string Injection = "injection";
    public const string Secret = "secret";
    public const string Output = "output";
}
