using System.Globalization;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Ports;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>How a suite went, for people and for machines. Never prompts or answers.</summary>
internal static class ProbeTable
{
    public static void Write(Terminal terminal, ProbeReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Probe", "Kind", "Calls", "Slowest", "Result");
        foreach (var outcome in report.Outcomes)
        {
            var result = outcome.IsPassed ? "passed" : $"FAILED: {string.Join(", ", outcome.Faults)}";
            table.AddRow(
                new Text(outcome.Id),
                new Text(WireName.Of(outcome.Kind)),
                new Text(outcome.Calls.ToString(CultureInfo.InvariantCulture)),
                new Text($"{outcome.Slowest.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"),
                new Text(
                    outcome.Disparity is { } d
                        ? string.Create(
                            CultureInfo.InvariantCulture, $"{result} (disparity {d.Difference:0.00}, 95% {d.Low:0.00} to {d.High:0.00})")
                        : result));
        }

        terminal.OutConsole.Write(table);
    }

    public static object Json(ProbeReport report) => new
    {
        suite = report.SuiteDigest,
        passed = report.Result.IsPassed,
        asked = report.Outcomes.Count,
        started = report.Started,
        seconds = report.Duration.TotalSeconds,
        probes = report.Outcomes.Select(static o => new
        {
            o.Id,
            kind = WireName.Of(o.Kind),
            passed = o.IsPassed,
            o.Faults,
            o.Calls,
            slowest = o.Slowest.TotalSeconds,
            o.Agreement,
            o.Disparity
        }),
    };
}
