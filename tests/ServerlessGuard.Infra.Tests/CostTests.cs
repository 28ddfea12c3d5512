using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Duties;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// The tables of resources and of costs in docs/deploy.md are made here, from the recorded graphs, the schedules and list prices; a
/// document that says something else fails, and the file that the failure names holds what it should say.
/// </summary>
public sealed class CostTests
{
    // List prices in US dollars, West Europe, as known on 2026-11-23.
    private const double Endpoint = 7.30;
    private const double Zone = 0.50;
    private const double GigabyteSecond = 0.000026;
    private const double MillionRuns = 0.40;
    private const double FreeGrant = (100_000 * GigabyteSecond) + (0.25 * MillionRuns);
    private const double LogGigabyte = 2.76;

    // Assumed, not measured: what a run of a timer leaves in the log workspace (its request, and requests to storage).
    private const double RunKilobytes = 4;

    private static readonly (string Profile, string Network)[] Modes =
        [("full", "private"), ("full", "locked-public"), ("starter", "locked-public")];

    private static readonly Regex Timer = new("TimerTrigger\\(\"%GuardSchedule([A-Za-z]+)%", RegexOptions.NonBacktracking);

    private static readonly Regex Function = new("\\[Function\\(\"([a-z0-9_]+)\"", RegexOptions.NonBacktracking);

    [Fact]
    public async Task Document_SaysWhatIsThere_AndWhatItCosts()
    {
        var tables = new StringBuilder(
            "| profile | network | resources | apps | storage accounts | role assignments | private endpoints |\n|---|---|---|---|---|---|---|\n");
        foreach (var (profile, network) in Modes)
        {
            var graph = await GraphAsync(profile, network);
            tables.Append(CultureInfo.InvariantCulture, $"| {profile} | {network} | {graph.Resources.Count} | {Count("web:WebApp")} | ");
            tables.Append(CultureInfo.InvariantCulture, $"{Count("storage:StorageAccount")} | {Count("authorization:RoleAssignment")} | ");
            tables.Append(CultureInfo.InvariantCulture, $"{Count("network:PrivateEndpoint")} |\n");

            int Count(string type) => graph.Of(type).Count();
        }

        var columns = new List<Column>
        {
            await ColumnAsync("starter", "starter", "locked-public", 10_000, telemetry: 2, storage: 1, others: 1),
            await ColumnAsync("trial", "full", "locked-public", 10_000, telemetry: 5, storage: 1, others: 1),
            await ColumnAsync("team", "full", "private", 1_000_000, telemetry: 30, storage: 6, others: 2),
            await ColumnAsync("company", "full", "private", 30_000_000, telemetry: 300, storage: 170, others: 40),
        };
        columns[0].Total.ShouldBeLessThan(40);
        Row(columns, "| |", c => c.Name, tables);
        tables.Append("|---|---|---|---|---|\n");
        Row(columns, "| profile, network |", c => $"{c.Profile}, {c.Network}", tables);
        Row(columns, "| interactions a month |", c => c.Interactions.ToString("N0", CultureInfo.InvariantCulture), tables);
        Row(
            columns, "| timer runs a month, thousands |",
            c => Math.Round(c.Runs / 1000).ToString("N0", CultureInfo.InvariantCulture), tables);
        foreach (var label in columns[0].Parts.Keys)
            Row(columns, $"| {label} |", c => Dollars(c.Parts[label]), tables);
        Row(columns, "| **about** |", c => $"**{Dollars(c.Total)}**", tables);
        var made = tables.ToString();

        var actual = Path.Combine(AppContext.BaseDirectory, "deploy-tables.actual.md");
        await File.WriteAllTextAsync(actual, made, TestContext.Current.CancellationToken);
        var document = (await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "docs", "deploy.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        foreach (var line in made.Split('\n'))
            document.Contains(line + "\n", StringComparison.Ordinal)
                .ShouldBeTrue($"docs/deploy.md lacks '{line}'; its tables are in {actual}");
    }

    private static Task<Graph> GraphAsync(string profile, string network) =>
        Graph.OfAsync([("profile", profile), ("network", network), .. StarterTests.FirstHour]);

    private static void Row(List<Column> columns, string label, Func<Column, string> value, StringBuilder to) =>
        to.Append(label).AppendJoin("", columns.Select(c => $" {value(c)} |")).Append('\n');

    private static string Dollars(double amount) => amount switch
    {
        0 => "0",
        > -0.5 and < 0.5 => "under 1",
        _ => Math.Round(amount).ToString("N0", CultureInfo.InvariantCulture),
    };

    private static async Task<Column> ColumnAsync(
        string name, string profile, string network, int interactions, double telemetry, double storage, double others)
    {
        var graph = await GraphAsync(profile, network);
        var runs = TimerRuns(profile);
        var (calls, timers) = (Flex(interactions, seconds: 3), Flex(runs, seconds: 1));
        return new(name, profile, network, interactions, runs, new()
        {
            ["private endpoints, 7.30 each"] = graph.Of("network:PrivateEndpoint").Count() * Endpoint,
            ["private DNS zones, 0.50 each"] = graph.Of("privatedns:PrivateZone").Count() * Zone,
            ["Flex Consumption: interactions (2 GB, 3 s each)"] = calls,
            ["Flex Consumption: timers (2 GB, 1 s each)"] = timers,
            ["Flex Consumption: free grant"] = -Math.Min(FreeGrant, calls + timers),
            ["Log Analytics, 2.76 a GB: interactions, 2 KB each"] = interactions * 2 / 1e6 * LogGigabyte,
            ["Log Analytics: idle, 4 KB a timer run (assumed)"] = runs * RunKilobytes / 1e6 * LogGigabyte,
            ["resource logs and telemetry"] = telemetry,
            ["storage (20 KB an interaction, first year's average)"] = storage,
            ["Key Vault, Event Grid"] = others,
            ["alerts (on logs 1.50 or 0.50 each, on metrics 0.10)"] =
                graph.Of("monitor:ScheduledQueryRule").Sum(a => a.Text("evaluationFrequency") == "PT5M" ? 1.5 : 0.5)
                + (graph.Of("monitor:MetricAlert").Count() * 0.1),
        });
    }

    private static double Flex(double runs, double seconds) => (runs * 2 * seconds * GigabyteSecond) + (runs / 1e6 * MillionRuns);

    /// <summary>In a month of thirty days, of all apps together.</summary>
    private static double TimerRuns(string profile)
    {
        var duties = Example.Settings("dev", ("profile", profile)).Duties;
        return Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "functions"), "*.cs").Select(File.ReadAllText)
            .Select(t => (Timer: Timer.Match(t), Function: Function.Match(t)))
            .Where(t => t.Timer.Success)
            .Sum(t => RunsAMonth(profile == "starter"
                ? Schedules.Slower(duties.Schedules[t.Timer.Groups[1].Value])
                : duties.Schedules[t.Timer.Groups[1].Value]) * duties.Apps.Count(d => d.Functions.Contains(t.Function.Groups[1].Value)));
    }

    private static double RunsAMonth(string schedule)
    {
        const double Seconds = 30 * 24 * 60 * 60;
        return schedule.Split(' ') switch
        {
            [['*', '/', .. var every], "*", "*", "*", "*", "*"] => Seconds / int.Parse(every, CultureInfo.InvariantCulture),
            [_, ['*', '/', .. var every], "*", "*", "*", "*"] => Seconds / 60 / int.Parse(every, CultureInfo.InvariantCulture),
            [_, "*", "*", "*", "*", "*"] => Seconds / 60,
            [_, _, _, "*", "*", "*"] => 30,
            _ => throw new NotSupportedException($"the schedule {schedule}"),
        };
    }

    private sealed record Column(
        string Name, string Profile, string Network, int Interactions, double Runs, Dictionary<string, double> Parts)
    {
        public double Total => Parts.Values.Sum();
    }
}
