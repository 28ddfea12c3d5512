using System.CommandLine;
using System.Text.Json;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tools.Replay;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard bench tools</c>: replays tasks of users and attacks on them against rules of tools.</summary>
internal static class ReplayCommand
{
    private const string Values = "values.json";
    private const int MostBytes = 16 * 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        var folder = new Option<string>("--data")
        {
            Description = $"The folder with scenarios: one JSON file a domain, and {Values} with the values that they use (docs/tools.md).",
            HelpName = "DIR",
            Required = true,
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "tools",
            "Replay tasks and injections by a model that obeys all of them, without injection detection. Lists every own call that waits "
            + "and every attack that passes; exits with 1 where one passes or an own call is refused.")
        {
            folder, json,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            terminal, terminal.Resolve(result.GetValue(folder)!), result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, bool json, CancellationToken cancellationToken)
    {
        var reports = new List<ReplayReport>();
        foreach (var scenarios in Read(folder))
        {
            reports.Add(await ToolReplay.RunAsync(scenarios, cancellationToken));
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, reports.Select(static report => new
            {
                domain = report.Domain,
                plain = Count(report.Plain),
                respelt = Count(report.Respelt),
                injected = Count(report.Injected),
                own = Count(report.OwnCalls),
                refused = report.Refused,
                exceptions = report.Exceptions,
            }));
        }
        else
        {
            foreach (var report in reports)
            {
                terminal.Out.WriteLine(report);
                foreach (var line in report.Exceptions)
                {
                    terminal.Out.WriteLine("  " + line);
                }
            }
        }

        return reports.Exists(static report => report.Plain.Passed + report.Respelt.Passed + report.Refused > 0)
            ? ExitCode.Failed
            : ExitCode.Success;
    }

    private static object Count((int Passed, int All) count) => new { passed = count.Passed, all = count.All };

    private static string Text(string path) => RegularFile.ReadText(path, MostBytes);

    private static List<ToolScenarios> Read(string folder)
    {
        var file = folder;
        try
        {
            file = Path.Combine(folder, Values);
            var (values, read) = (Text(file), new List<ToolScenarios>());
            foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(path) != Values)
                {
                    file = path;
                    read.Add(ToolScenarios.Read(Text(path), values));
                }
            }

            return read;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new CommandException($"{file}: {failure.Message}", "docs/tools.md describes the files.", inner: failure);
        }
    }
}
