using System.CommandLine;
using System.Diagnostics;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;
using ServerlessGuard.Local.Cli.Files;
using ServerlessGuard.Local.Cli.Files.Inspection;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// <c>guard inspect</c>: says what every rule finds, and where; changes nothing. Exits with 0 when nothing is found, with 1 when
/// something is, with 2 when a file could not be read.
/// </summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var texts = new TextOptionSet();
        var baseline = new Option<string?>("--baseline")
        {
            Description = "Leave out what an earlier report of --json has.",
            HelpName = "FILE",
        };
        var sarif = new Option<bool>("--sarif") { Description = "Write the result as SARIF 2.1.0, for code hosts and editors." };
        var fail = new Option<bool>("--fail-on-findings") { Description = "Has no effect: findings exit with 1 in any case.", Hidden = true };
        var command = new Command(
            "inspect", "Say where texts hold personal data, secrets, injections and active markup. Changes nothing.");
        texts.AddTo(command, writes: false);
        command.Add(texts.Kinds);
        command.Add(texts.Threshold);
        command.Add(baseline);
        command.Add(sarif);
        command.Add(fail);
        command.SetAction(async (result, cancellationToken) =>
        {
            var started = Stopwatch.GetTimestamp();
            var request = texts.Read(result, writes: false);
            if (request.Json && result.GetValue(sarif))
            {
                throw CommandException.Usage("--json and --sarif exclude each other.", "Give one of the two.");
            }

            var known = result.GetValue(baseline) is { } file ? FindingBaseline.Read(terminal, file) : null;
            var scanner = texts.ReadScanner(result, Enum.GetValues<FindingCategory>());
            var inspector = new FileInspector(new Redactor(scanner), texts.ReadThreshold(result), new SystemEntropy(clock));
            var reports = await RunAsync(terminal, request, inspector, known, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            var form = request.Json ? InspectionForm.Json : result.GetValue(sarif) ? InspectionForm.Sarif : InspectionForm.Table;
            InspectionReport.Write(terminal, reports, took, form);
            return reports.Any(static report => report.Failed is not null) ? ExitCode.Usage
                : reports.Any(static report => report.Total > 0) ? ExitCode.Failed
                : ExitCode.Success;
        });
        return command;
    }

    private static async Task<IReadOnlyList<InspectedFile>> RunAsync(
        Terminal terminal, TextRequest request, FileInspector inspector, FindingBaseline? known, CancellationToken cancellationToken)
    {
        var files = InputsOf(terminal, request);
        var reports = new List<InspectedFile>();
        await TextProgress.RunAsync(terminal, files, textGoesToOutput: false, async progress =>
        {
            foreach (var file in files)
            {
                progress.Start(file);
                reports.Add(await InspectAsync(terminal, request, inspector, known, file, cancellationToken));
            }
        });
        return reports;
    }

    /// <summary>A file that is not there could not be read, like one that is no text.</summary>
    private static IReadOnlyList<InputFile> InputsOf(Terminal terminal, TextRequest request)
    {
        try
        {
            return InputFiles.Of(terminal, request);
        }
        catch (CommandException exception)
        {
            throw CommandException.Usage(exception.Message, exception.SuggestedFix);
        }
    }

    private static async Task<InspectedFile> InspectAsync(
        Terminal terminal, TextRequest request, FileInspector inspector, FindingBaseline? known, InputFile file,
        CancellationToken cancellationToken)
    {
        var path = NameOf(terminal, file);
        try
        {
            using var input = await TextInput.OpenAsync(terminal, file, request.Format, cancellationToken);
            var found = await inspector.RunAsync(input, path, cancellationToken);
            return InspectedFile.Of(path, input.Format, found, known);
        }
        catch (Exception exception) when (FileFailure.ReasonOf(file, exception) is { } reason)
        {
            return new() { Path = path, Failed = reason };
        }
    }

    /// <summary>Relative to the current folder where the file is below it, so that a report means the same on another machine.</summary>
    private static string NameOf(Terminal terminal, InputFile file)
    {
        var relative = Path.GetRelativePath(terminal.CurrentDirectory, file.Path).Replace('\\', '/');
        return file.Path == InputFiles.StandardInput || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? file.Path
            : relative;
    }
}
