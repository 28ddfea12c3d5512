using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Reports;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using Spectre.Console;
using Markup = Spectre.Console.Markup;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard report</c>: the decisions of a period, to decide from before a tier enforces.</summary>
internal static class ReportCommand
{
    private const long MostEntries = 10_000_000;

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var data = CommonOptions.Data();
        var since = new Option<string>("--since")
        {
            Description = "How far back: a number and a unit (s, m, h, d, y).",
            HelpName = "DURATION",
            DefaultValueFactory = static _ => "7d",
        };
        var application = new Option<string?>("--application") { Description = "Only one application.", HelpName = "APP" };
        var json = CommonOptions.Json();
        var command = new Command(
            "report", "Report what was blocked, held or changed, or would have been, by application, rule and kind, with interactions to look at.")
        {
            since, application, data, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var written = result.GetValue(since)!;
            if (!PolicyUnits.TryDuration(written, out var back))
            {
                throw CommandException.Usage($"--since {written} is no duration.", "Write a whole number and a unit: 30m, 24h, 7d.");
            }

            var store = LogCommand.Existing(terminal, result.GetValue(data)!);
            await using var services = LogCommand.Open(terminal, store, clock);
            var key = await LogKey.FindPublicAsync(services.GetRequiredService<ISecretStore>(), cancellationToken)
                ?? throw LogCommand.NoKey(result.GetValue(data)!);
            var now = clock.GetUtcNow();
            var report = await new ActivityReportReader(services.GetRequiredService<ILogSource>(), key)
                .ReadAsync(now - back, now, MostEntries, cancellationToken);
            report = Only(report, result.GetValue(application));
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, report);
            }
            else
            {
                Write(terminal, report);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static ActivityReport Only(ActivityReport report, string? application) => application is null
        ? report
        : report with
        {
            Applications = [.. report.Applications.Where(one => one.Application == application)],
            Reasons = [.. report.Reasons.Where(one => one.Application == application)],
            Kinds = [.. report.Kinds.Where(one => one.Application == application)],
        };

    private static void Write(Terminal terminal, ActivityReport report)
    {
        if (report.Applications.Count == 0)
        {
            terminal.Out.WriteLine("No interaction of the period is in the log. A running guard sequences its entries every few seconds.");
            return;
        }

        var cut = report.IsCut ? "; older entries of the period were left out" : "";
        terminal.Out.WriteLine($"From {report.From:yyyy-MM-dd HH:mm} to {report.Until:yyyy-MM-dd HH:mm} UTC{cut}.");
        var applications = Table("Application", "Mode", "Interactions", "Allowed", "Changed", "Held", "Blocked", "Interrupted", "Unscanned");
        foreach (var one in report.Applications)
        {
            applications.AddRow(
                Markup.Escape(one.Application), one.Mode, Text(one.Interactions), Text(one.Allowed), Text(one.Changed), Text(one.Held),
                Text(one.Blocked), Text(one.Interrupted), Text(one.Unscanned));
        }

        terminal.OutConsole.Write(applications);
        if (report.Applications.Any(static one => one.Mode == "observe"))
        {
            terminal.Out.WriteLine("In mode observe everything passed: the counts say what would have happened.");
        }

        if (report.Reasons.Count > 0)
        {
            var reasons = Table("Application", "Mode", "Rule or reason", "Changed", "Held", "Blocked", "Alone", "Look at");
            foreach (var one in report.Reasons)
            {
                reasons.AddRow(
                    Markup.Escape(one.Application), one.Mode, Markup.Escape(one.Reason), Text(one.Changed), Text(one.Held),
                    Text(one.Blocked), Text(one.Alone), string.Join(' ', one.Examples.Take(2)));
            }

            terminal.OutConsole.Write(reasons);
            terminal.Out.WriteLine(
                "Alone: held or blocked for no other reason, so that an exception from the rule would let them pass. 'guard trace ID' tells one, 'guard rules show RULE' its rule.");
        }

        if (report.Kinds.Count > 0)
        {
            var kinds = Table("Application", "Kind", "Findings");
            foreach (var one in report.Kinds)
            {
                kinds.AddRow(Markup.Escape(one.Application), Markup.Escape(one.Kind), Text(one.Findings));
            }

            terminal.OutConsole.Write(kinds);
        }
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns(columns);
        return table;
    }

    private static string Text(long count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
