using System.Reflection;
using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Formats;

/// <summary>Queries and dashboards read the log workspace by table, column and value.</summary>
public sealed class LogRowFormatTests
{
    private static readonly string[] Kinds =
        [.. typeof(AuditKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetValue(null)!)];

    private static readonly string[] Texts =
    [
        "source", "model", "deployment", "state", "drift", "drill", "outcome", "version", "incident", "change", "case", "step",
        "credential", "enforce",
    ];

    private static readonly string[] Numbers =
        ["unexpected", "fails", "seconds_to_restore", "restored_ms", "ms", "evidence.blocked", "evidence_needed"];

    [Fact]
    public void EveryKindOfEntry_IsStatedWithItsFacts() => EntryFormats.Kinds.Order().ShouldBe(Kinds.Order());

    [Fact]
    public void RowsOfEveryKindOfEntry_AreTheGoldenOnes()
    {
        var facts = Texts.ToDictionary(static name => name, static name => $"a-{name}");
        foreach (var number in Numbers)
        {
            facts[number] = "2";
        }

        facts["due"] = "2026-01-02T03:04:05.0000000+00:00";
        var lines = new StringBuilder();
        foreach (var kind in Kinds.Order(StringComparer.Ordinal))
        {
            lines.Append(kind).Append('\n');
            Append(lines, EntryRows.Of(Entry(kind) with { Facts = facts }, "gateway"));
        }

        lines.Append("findings\n");
        var findings = new Dictionary<string, int> { ["email"] = 3, ["output.github-token"] = 1 };
        Append(lines, EntryRows.Of(Entry("") with { Findings = findings }, "redactor"));
        lines.Append("heartbeat\n");
        Append(lines, [EntryRows.Heartbeat(DateTimeOffset.UnixEpoch, "gateway")]);
        lines.Append("alerts\n");
        Append(lines, Enum.GetValues<AlertSeverity>().Select(static severity => AlertRows.Of(Alert(severity), "gateway")));

        GoldenFile.ShouldMatch(lines.ToString(), "log-rows.txt");
    }

    private static AuditEntry Entry(string kind) => new()
    {
        Kind = kind,
        Time = DateTimeOffset.UnixEpoch,
        Actor = "key:demo",
        Interaction = "i-1",
        Application = "demo",
        Tier = "standard",
        PolicyRevision = "r-1",
        Verdict = "allow",
    };

    private static Alert Alert(AlertSeverity severity) => new()
    {
        Code = "code",
        Severity = severity,
        Message = "",
        Time = DateTimeOffset.UnixEpoch,
        DedupeKey = "key",
        Tags = new Dictionary<string, string> { [AlertCodes.Due] = "2026-01-02T03:04:05Z" },
    };

    private static void Append(StringBuilder lines, IEnumerable<LogRow> rows)
    {
        foreach (var row in rows)
        {
            lines.Append("  ").Append(row.Table).Append(' ').Append(row.Columns.ToJsonString()).Append('\n');
        }
    }
}
