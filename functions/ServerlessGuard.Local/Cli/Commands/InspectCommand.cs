using System.CommandLine;
using System.Diagnostics;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Cli.Files;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard inspect</c>: counts what every rule finds and changes nothing.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var texts = new TextOptionSet();
        var fail = new Option<bool>("--fail-on-findings") { Description = "Exit with 1 when anything is found, for pipelines." };
        var command = new Command("inspect", "Count personal data, secrets, injections and active markup in texts. Changes nothing.");
        texts.AddTo(command, writes: false);
        command.Add(fail);
        command.SetAction(async (result, cancellationToken) =>
        {
            var started = Stopwatch.GetTimestamp();
            var request = texts.Read(result, writes: false);
            var session = TokenSession.Ephemeral(new SystemEntropy(clock));
            var runner = new TextRunner(terminal, request, (input, output, options, token) =>
                TextRedaction.RunAsync(input, output, Redactor.Default, new RedactionPlan(), session, options, token));
            var reports = await runner.RunAsync(writes: false, cancellationToken);
            var code = TextReport.Write(terminal, reports, Stopwatch.GetElapsedTime(started), "Found", request.Json, beside: false);
            var found = reports.Any(static report => report.Counts.Count > 0);
            return found && result.GetValue(fail) ? ExitCode.Failed : code;
        });
        return command;
    }
}
