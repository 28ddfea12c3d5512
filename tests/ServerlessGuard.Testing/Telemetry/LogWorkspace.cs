using System.Globalization;
using System.Text.Json;
using System.Xml;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Infra.Alerts;
using ServerlessGuard.Infra.Telemetry;
using ServerlessGuard.Infra.Workbook;

namespace ServerlessGuard.Testing.Telemetry;

/// <summary>The log workspace that infra declares: takes only rows of its tables' columns and types, and answers its alerts.</summary>
public sealed class LogWorkspace(DateTimeOffset now)
{
    public const string Duty = "gateway";
    public const string Caller = "11111111-2222-3333-4444-555555555555";

    private readonly Dictionary<string, List<Dictionary<string, object?>>> _rows = LogTables.Ours.Concat(LogTables.Azures)
        .ToDictionary(static t => t.Name, static _ => new List<Dictionary<string, object?>>());

    public static IReadOnlyList<string> Alerts { get; } = [.. LogAlerts.All([Duty], [Caller]).Select(static a => a.Name)];

    public static IReadOnlyList<string> OurTables { get; } = [.. LogTables.Ours.Select(static t => t.Name)];

    /// <summary>Of a table of ours.</summary>
    public static IReadOnlyList<string> ColumnsOf(string table) =>
        [.. LogTables.Ours.Single(t => t.Name == table).Columns.Select(static c => c.Name)];

    /// <summary>The names that alerts and the workbook say, as far as they are columns of the table.</summary>
    public static IReadOnlySet<string> AskedOf(string table)
    {
        var queries = LogAlerts.All([Duty], [Caller])
            .Select(static a => a.Query)
            .Concat(Infra.Workbook.Overview.Panels.Select(static p => p.Query))
            .Where(q => q.Contains(table, StringComparison.Ordinal));
        return queries.SelectMany(KqlToken.Split)
            .Where(static t => t.Kind == 'n')
            .Select(static t => t.Text)
            .Intersect(ColumnsOf(table))
            .ToHashSet();
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows(string table) => _rows[table];

    public LogWorkspace Tell(IEnumerable<AuditEntry> entries, IEnumerable<Alert>? alerts = null, string duty = Duty)
    {
        Add(entries.SelectMany(entry => EntryRows.Of(entry, duty)));
        Add((alerts ?? []).Select(alert => AlertRows.Of(alert, duty)));
        return this;
    }

    /// <summary>Throws on a column that the table does not have, or of another type: Azure would drop it in silence.</summary>
    public void Add(IEnumerable<LogRow> rows)
    {
        foreach (var row in rows)
        {
            var columns = LogTables.Ours.Concat(LogTables.Azures)
                .Single(t => t.Name == row.Table).Columns
                .ToDictionary(static c => c.Name, static c => c.Type);
            using var sent = JsonDocument.Parse(row.Columns.ToJsonString());
            var cells = columns.ToDictionary(static c => c.Key, static _ => (object?)null);
            foreach (var cell in sent.RootElement.EnumerateObject())
            {
                cells[cell.Name] = columns.TryGetValue(cell.Name, out var type)
                    ? Cell(type, cell.Value)
                        ?? throw new InvalidDataException($"{row.Table}.{cell.Name} is {type}, and was told {cell.Value.ValueKind}.")
                    : throw new InvalidDataException($"{row.Table} has no column {cell.Name}.");
            }

            _rows[row.Table].Add(cells);
        }
    }

    /// <summary>The rows of an alert's query over its window; the alert fires when there is any.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Fires(string alert)
    {
        var asked = LogAlerts.All([Duty], [Caller]).Single(a => a.Name == alert);
        return Ask(asked.Query, XmlConvert.ToTimeSpan(asked.Window));
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Ask(string query, TimeSpan window) =>
        new Kql(query, table => _rows[table].Where(row => row["TimeGenerated"] is DateTimeOffset time && time > now - window), now).Run();

    private static object? Cell(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("string", JsonValueKind.String) => value.GetString(),
        ("dateTime", JsonValueKind.String) =>
            DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var time) ? time : null,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        ("int", JsonValueKind.Number) => value.TryGetInt32(out var number) ? (double)number : null,
        ("long", JsonValueKind.Number) => value.TryGetInt64(out var number) ? (double)number : null,
        ("real", JsonValueKind.Number) => value.GetDouble(),
        _ => null,
    };
}
