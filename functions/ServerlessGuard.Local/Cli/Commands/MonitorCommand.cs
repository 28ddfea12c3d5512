using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard monitor</c>: how applications, callers and duties behave beside their baselines, and what changed.</summary>
internal static class MonitorCommand
{
    private static readonly string Actor = $"user:{Environment.UserName}";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var once = new Option<bool>("--once") { Description = "Look once; the exit code is 1 when an alarm is open." };
        var all = new Option<bool>("--all") { Description = "Every event of every signal, not only the nearest to an alarm." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("monitor", "Show how applications use their models beside the baseline, and what changed. A running "
            + "guard counts and alerts; this only looks.") { once, all, policy, data, json };
        command.Add(CreateReset(terminal, clock));
        command.Add(CreateCallers(terminal, clock));
        command.Add(CreateRelease(terminal, clock));
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenMonitoring(
                terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var reader = services.GetRequiredService<MonitoringReader>();
            var terms = MonitoringTerms.Of(services.GetRequiredService<IPolicySource>().Current.Monitoring);
            while (true)
            {
                var reports = await reader.ReadAsync(terms, cancellationToken);
                Write(terminal, reports, result.GetValue(all), result.GetValue(json));
                if (result.GetValue(once))
                {
                    return reports.Any(static r => r.Alarms.Count > 0) ? ExitCode.Failed : ExitCode.Success;
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        });
        return command;
    }

    private static Command CreateReset(Terminal terminal, TimeProvider clock)
    {
        var application = new Argument<string>("APP") { Description = "The application." };
        var model = new Argument<string>("MODEL") { Description = "The model that it uses." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var command = new Command("reset", "Learn the baseline anew from now on: what changed is how it shall be. An entry names you.")
        {
            application, model, policy, data,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenMonitoring(
                terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var subject = new MonitoredSubject(result.GetValue(application)!, result.GetValue(model)!);
            if (!await services.GetRequiredService<MonitoringBaselines>().ResetAsync(subject, Actor, cancellationToken))
            {
                throw CommandException.Usage(
                    $"Nothing is known of {subject.Application}'s use of {subject.Model}.",
                    "'guard monitor --once' lists what is monitored.");
            }

            terminal.Out.WriteLine($"The baseline of {subject.Application}'s use of {subject.Model} is learnt anew from now on.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateCallers(Terminal terminal, TimeProvider clock)
    {
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("callers", "List callers that misuse a model, and those that are throttled, reviewed or suspended.")
        {
            policy, data, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenMonitoring(
                terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var alarms = (await services.GetRequiredService<MonitoringStore>().ReadCallerStatesAsync(cancellationToken))
                .SelectMany(static s => s.State.Alarms.Select(a => (s.State.Application, Alarm: a))).ToList();
            var restrictions = await services.GetRequiredService<CallerRestrictions>().ListAsync(cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { alarms = alarms.Select(static a => a.Alarm), restrictions });
                return ExitCode.Success;
            }

            foreach (var (application, alarm) in alarms)
            {
                terminal.Out.WriteLine($"{alarm.Caller} of {application}: {WireName.Of(alarm.Kind)}, {alarm.Hits} of {alarm.Trials} since "
                    + $"{alarm.Since:yyyy-MM-dd HH:mm}Z; look at {string.Join(' ', alarm.Interactions)}");
            }

            foreach (var one in restrictions)
            {
                terminal.Out.WriteLine($"{one.Caller} of {one.Application}: {WireName.Of(one.Response)} "
                    + $"since {one.Since:yyyy-MM-dd HH:mm}Z for {WireName.Of(one.Kind)}; 'guard monitor release {one.Caller}' lifts it");
            }

            if (alarms.Count + restrictions.Count == 0)
            {
                terminal.Out.WriteLine("No caller shows misuse, and none is restricted.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateRelease(Terminal terminal, TimeProvider clock)
    {
        var caller = new Argument<string>("CALLER") { Description = "The caller's principal, as 'guard monitor callers' lists it." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var command = new Command("release", "Lift the restriction of a caller. An entry names you.") { caller, policy, data };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenMonitoring(
                terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var name = result.GetValue(caller)!;
            if (!await services.GetRequiredService<CallerRestrictions>().ReleaseAsync(name, Actor, cancellationToken))
            {
                throw CommandException.Usage($"{name} is not restricted.", "'guard monitor callers' lists who is.");
            }

            terminal.Out.WriteLine($"{name} is not restricted any more.");
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(Terminal terminal, IReadOnlyList<SubjectReport> reports, bool all, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, reports);
            return;
        }

        if (reports.Count == 0)
        {
            terminal.Out.WriteLine("Nothing is monitored yet. A running guard counts interactions and looks at them every minute.");
        }

        foreach (var report in reports)
        {
            var state = report.IsLearning ? "the baseline is being learnt" : $"baseline {report.Digest![..12]}";
            terminal.Out.WriteLine($"{report.Application} with {report.Model}: {report.Interactions} interactions in 24 h, {state}");
            foreach (var alarm in report.Alarms)
            {
                terminal.Out.WriteLine($"  ALARM {AlarmText.Of(alarm)}; look at {string.Join(' ', alarm.Interactions)}");
            }

            if (report.Signals.Count > 0)
            {
                terminal.OutConsole.Write(Table(report, all));
            }
        }
    }

    private static Table Table(SubjectReport report, bool all)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Signal", "24 h", "Baseline", "No change", "Evidence", "PSI");
        var rows = report.Signals.OrderByDescending(static s => s.Evidence).ThenByDescending(static s => Math.Abs(s.Rate - s.Baseline));
        foreach (var row in all ? rows : rows.Take(12))
        {
            table.AddRow(
                new Text(row.Event), new Text(Share(row.Rate)), new Text(Share(row.Baseline)),
                new Text($"{Share(row.Low)} to {Share(row.High)}"),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, row.Evidence):0.0} of {row.Needed:0.0}")),
                new Text(row.Psi.ToString("0.000", CultureInfo.InvariantCulture)));
        }

        return table;
    }

    private static string Share(double rate) => rate.ToString("P2", CultureInfo.InvariantCulture);
}
