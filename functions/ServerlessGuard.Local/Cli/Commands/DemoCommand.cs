using System.CommandLine;
using System.Diagnostics;
using ServerlessGuard.Local.Demo;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard demo</c>: runs all scenarios on one machine and fails if any of them does.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var keep = new Option<bool>("--keep") { Description = "Leave the gateway and its console running after the scenarios, until Ctrl+C." };
        var json = CommonOptions.Json();
        var command = new Command(
            "demo", "Start everything on free ports, attack it, and show the model's requests and the client's responses.") { keep, json };
        command.SetAction(
            (result, cancellationToken) => RunAsync(terminal, clock, result.GetValue(keep), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, TimeProvider clock, bool keep, bool json, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var environment = await DemoEnvironment.OpenAsync(clock, cancellationToken);
        if (!json)
        {
            await terminal.Out.WriteLineAsync(
                $"A gateway serves at {environment.Gateway} with a simulated, intentionally vulnerable model behind it.");
        }

        var reports = await RunAsync(terminal, environment, cancellationToken);
        var result = DemoResult.Of(reports, Stopwatch.GetElapsedTime(started));
        if (json)
        {
            JsonOutput.Write(terminal.Out, result);
        }
        else
        {
            DemoTable.Write(terminal.OutConsole, reports);
            await terminal.Out.WriteLineAsync(
                $"{reports.Count(static report => report.Outcome.Passed)} of {reports.Count} scenarios passed, {result.Checks} checks, {result.Milliseconds / 1000.0:0.0} s.");
        }

        if (keep)
        {
            await KeepAsync(terminal, environment, cancellationToken);
        }

        return result.Passed ? ExitCode.Success : ExitCode.Failed;
    }

    private static async Task<IReadOnlyList<ScenarioReport>> RunAsync(
        Terminal terminal, DemoEnvironment environment, CancellationToken cancellationToken)
    {
        if (!terminal.ErrorIsTerminal)
        {
            return await environment.RunAsync(DemoScenarios.All, static _ => { }, cancellationToken);
        }

        IReadOnlyList<ScenarioReport> reports = [];
        await terminal.ErrorConsole.Status().StartAsync("…", async status =>
            reports = await environment.RunAsync(
                DemoScenarios.All, scenario => status.Status(Markup.Escape(scenario.Title)), cancellationToken));
        return reports;
    }

    private static async Task KeepAsync(Terminal terminal, DemoEnvironment environment, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteLineAsync($"Still serving at {environment.Gateway}v1 until Ctrl+C. Keys that end with it:");
        foreach (var (caller, key) in environment.Keys)
        {
            await terminal.Error.WriteLineAsync($"  {caller}: {key}");
        }

        await terminal.Error.WriteLineAsync($"The console is at {environment.Gateway}console/. Keys for it:");
        foreach (var (role, key) in await environment.ConsoleKeysAsync(cancellationToken))
        {
            await terminal.Error.WriteLineAsync($"  {role}: {key}");
        }

        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
