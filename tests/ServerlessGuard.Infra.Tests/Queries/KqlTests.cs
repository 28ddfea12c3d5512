using ServerlessGuard.Infra.Alerts;
using ServerlessGuard.Infra.Telemetry;
using ServerlessGuard.Infra.Tests.Support;
using ServerlessGuard.Infra.Workbook;

namespace ServerlessGuard.Infra.Tests.Queries;

public sealed class KqlTests
{
    public static TheoryData<string, string> Queries =>
    [
        .. LogAlerts.All(["gateway"], ["principal"]).Select(a => (a.Name, a.Query)),
        .. Overview.Panels.Select(p => (p.Title, p.Query)),
    ];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_NamesOnlyTablesAndColumnsThatExist(string name, string query)
    {
        Kql.UnknownNames(query).ShouldBeEmpty(name);
        LogTables.Ours.Concat(LogTables.Azures).ShouldContain(t => query.Contains(t.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GuardFindings_CL | where Kin == \"x\"", "Kin")]
    [InlineData("GuardFinding_CL | where Kind == \"x\"", "GuardFinding_CL")]
    [InlineData("GuardFindings_CL | summarize DueAt = max(Due)", "Due")]
    [InlineData("GuardFindings_CL | where Verdict == \"Block\"", "Verdict")]
    [InlineData("GuardFindings_CL | sumarize count()", "sumarize")]
    public void Reader_FindsAWrongName(string query, string wrong) => Kql.UnknownNames(query).ShouldContain(wrong);

    [Fact]
    public async Task EveryAlert_OfTheIssue_IsRegistered_WithTheCheckedQuery()
    {
        var rules = (await Graph.OfAsync()).Of("monitor:ScheduledQueryRule").ToList();

        rules.Select(r => r.Name["alert-".Length..]).ShouldBe(
        [
            "injection-spike", "secret-in-output", "unscanned", "review-late", "rotation-overdue", "drill-failed", "drill-overdue",
            "shadow-deployment",
            "unvalidated-update", "gateway-bypassed", "dead-letters", "poisoned-events", "audit-gap", "guard-critical", "heartbeat-lost",
            "drift",
        ], ignoreOrder: true);
        rules.ShouldAllBe(r => Kql.UnknownNames(Query(r)).Count == 0);
        rules.ShouldAllBe(r => r.List("actions.actionGroups").Count == 1);
        Query(rules.Single(r => r.Name == "alert-gateway-bypassed"))
            .ShouldContain("\"principal-identity-gateway\", \"principal-identity-deployer\"");
    }

    [Fact]
    public async Task EveryTopic_HasAnAlertOnUndeliveredEvents()
    {
        var graph = await Graph.OfAsync();

        graph.Of("monitor:MetricAlert").SelectMany(a => a.List("scopes")).Cast<string>()
            .ShouldBe(graph.Of("eventgrid:SystemTopic").Concat(graph.Of("eventgrid:Topic")).Select(t => t.Id!), ignoreOrder: true);
    }

    [Fact]
    public async Task Tables_AndTheRuleThatFillsThem_HaveTheSameColumns()
    {
        var graph = await Graph.OfAsync();
        var streams = (IReadOnlyDictionary<string, object>)graph.Of("monitor:DataCollectionRule").Single().At("streamDeclarations")!;

        foreach (var table in graph.Of("operationalinsights:Table"))
        {
            var declared = Columns((IReadOnlyDictionary<string, object>)streams["Custom-" + table.Text("tableName")]);
            declared.ShouldBe(Columns((IReadOnlyDictionary<string, object>)table.At("schema")!));
            table.At("totalRetentionInDays").ShouldBeOfType<double>().ShouldBeInRange(365, 4383);
        }
    }

    private static string Query(RecordedResource rule) =>
        (string)((IReadOnlyDictionary<string, object>)rule.List("criteria.allOf").Single())["query"];

    private static List<string> Columns(IReadOnlyDictionary<string, object> schema) =>
        [.. ((System.Collections.IEnumerable)schema["columns"])
            .Cast<IReadOnlyDictionary<string, object>>()
            .Select(c => $"{c["name"]}:{((string)c["type"]).ToLowerInvariant()}")];
}
