using System.Text.Json;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Infra.Workbook;

/// <summary>The workbook that shows how the guards are doing: one query a panel.</summary>
internal static class Overview
{
    public static readonly IReadOnlyList<(string Title, string Chart, string Query)> Panels =
    [
        ("Interactions by verdict", "timechart", $"""
            {LogTableNames.Interactions}
            | summarize Count = count() by Verdict, bin(TimeGenerated, 1h)
            """),
        ("Findings by kind and place", "table", $"""
            {LogTableNames.Findings}
            | summarize Count = sum(Amount) by Category, Kind, Location, Application
            | order by Count desc
            """),
        ("Time an interaction takes (ms)", "timechart", $"""
            {LogTableNames.Interactions}
            | summarize Median = percentile(DurationMs, 50), P99 = percentile(DurationMs, 99) by bin(TimeGenerated, 1h)
            """),
        ("Last activity of each duty", "table", $"""
            {LogTableNames.Operations}
            | summarize arg_max(TimeGenerated, Result, DueAt) by Duty, Kind, Subject
            | order by TimeGenerated desc
            """),
        ("Drills", "table", $"""
            {LogTableNames.Operations}
            | where Kind == "{OperationKinds.Drill}"
            | project TimeGenerated, Subject, Result, DurationMs
            | order by TimeGenerated desc
            """),
        ("Alerts of the guard", "table", $"""
            {LogTableNames.Alerts}
            | summarize Raised = count(), arg_max(TimeGenerated, Severity) by Duty, Code, Subject
            | order by TimeGenerated desc
            """),
        ("Evidence that a model has become worse", "timechart", $"""
            {LogTableNames.Drift}
            | summarize Strongest = max(Evidence) by Model, Metric, bin(TimeGenerated, 1h)
            """),
    ];

    /// <summary>In Azure's workbook format ("Notebook/1.0").</summary>
    public static string Serialized() => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["version"] = "Notebook/1.0",
        ["items"] = Panels.Select((panel, i) => new Dictionary<string, object>
        {
            ["type"] = 3,
            ["name"] = $"panel-{i}",
            ["content"] = new Dictionary<string, object>
            {
                ["version"] = "KqlItem/1.0",
                ["title"] = panel.Title,
                ["query"] = panel.Query,
                ["size"] = 0,
                ["timeContext"] = new Dictionary<string, object> { ["durationMs"] = (int)TimeSpan.FromDays(1).TotalMilliseconds },
                ["queryType"] = 0,
                ["resourceType"] = "microsoft.operationalinsights/workspaces",
                ["visualization"] = panel.Chart,
            },
        }).ToArray(),
    });
}
