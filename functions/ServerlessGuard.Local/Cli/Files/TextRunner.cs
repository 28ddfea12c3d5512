using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>
/// Runs one piece of work over files, folders or standard input as streams. No partial result is ever visible under a
/// result's name. A file that fails does not stop the others; it makes the command fail.
/// </summary>
internal sealed class TextRunner(Terminal terminal, TextRequest request, TextWork work)
{
    /// <param name="writes">Whether there are results to write; false only counts.</param>
    public async Task<IReadOnlyList<FileReport>> RunAsync(bool writes, CancellationToken cancellationToken)
    {
        var files = FindInputs();
        var asked = request with { HasFolder = request.Paths.Any(path => Directory.Exists(terminal.Resolve(path))) };
        var plan = writes ? OutputPlan.Decide(terminal, files, asked) : null;
        var reports = new List<FileReport>();
        await TextProgress.RunAsync(terminal, files, plan?.ToStandardOutput ?? false, async progress =>
        {
            foreach (var file in files)
            {
                reports.Add(await RunAsync(file, plan, asked.HasFolder, progress, cancellationToken));
            }
        });
        return reports;
    }

    private IReadOnlyList<InputFile> FindInputs()
    {
        if (request.Paths.Count == 0 && terminal.InputIsTerminal)
        {
            throw CommandException.Usage("There is nothing to read.", "Name a file or folder, or pipe text in.");
        }

        if (request.Paths.Count == 0 || request.Paths is [InputFiles.StandardInput])
        {
            return [new(InputFiles.StandardInput, InputFiles.StandardInput, 0)];
        }

        return request.Paths.Contains(InputFiles.StandardInput)
            ? throw CommandException.Usage("'-' cannot be combined with files.", "Run the command twice.")
            : InputFiles.Find(terminal, request.Paths);
    }

    private async Task<FileReport> RunAsync(
        InputFile file, OutputPlan? plan, bool inFolder, TextProgress progress, CancellationToken cancellationToken)
    {
        progress.Start(file);
        try
        {
            using var input = await TextInput.OpenAsync(terminal, file, request.Format, cancellationToken);
            var options = new TextOptions { Form = input.Form, InvalidLines = InvalidLines.AsText, Progress = progress.Report };
            var target = plan?.TargetOf(file);
            var summary = target is null
                ? await work(input.Stream, plan is null ? Stream.Null : terminal.Output, options, cancellationToken)
                : await WriteAsync(file, input, target, plan!, options, cancellationToken);
            return ReportOf(file, input.Form, target, summary);
        }
        catch (BinaryFileException exception) when (inFolder)
        {
            return new() { Path = file.Path, Skipped = exception.Reason };
        }
        catch (Exception exception) when (exception is BinaryFileException or InvalidDataException)
        {
            return new()
            {
                Path = file.Path,
                Failed = exception is BinaryFileException binary ? $"{binary.Reason}; convert it to UTF-8 text first" : exception.Message
            };
        }
        catch (ActionNotPossibleException exception)
        {
            return new()
            {
                Path = file.Path,
                Failed = exception.Message
                + (plan?.TargetOf(file) is null ? " The output ends there." : " The file is left as it was.")
            };
        }
        catch (Exception exception) when (exception is CommandException or IOException or UnauthorizedAccessException)
        {
            return new()
            {
                Path = file.Path,
                Failed = exception.Message.StartsWith(file.Path + ": ", StringComparison.Ordinal)
                ? exception.Message[(file.Path.Length + 2)..]
                : exception.Message
            };
        }
    }

    private async Task<TextSummary> WriteAsync(
        InputFile file, TextInput input, string target, OutputPlan plan, TextOptions options, CancellationToken cancellationToken)
    {
        await using var output = AtomicFile.Create(target, plan.Replace, like: plan.InPlace ? file.Path : null);
        var summary = await work(input.Stream, output.Stream, options, cancellationToken);
        await output.CommitAsync(cancellationToken);
        return summary;
    }

    private static FileReport ReportOf(InputFile file, TextForm form, string? target, TextSummary summary) => new()
    {
        Path = file.Path,
        Format = form == TextForm.JsonLines ? "jsonl" : "text",
        Output = target,
        BytesRead = summary.BytesRead,
        BytesWritten = summary.BytesWritten,
        Counts = summary.Counts,
        InvalidLines = summary.InvalidLineCount,
    };
}

/// <summary>A file is not UTF-8 text: rules would look past what it says.</summary>
internal sealed class BinaryFileException(string path, string reason) : Exception($"{path}: {reason}.")
{
    public string Reason { get; } = reason;
}

/// <summary>The operation on each text.</summary>
internal delegate ValueTask<TextSummary> TextWork(Stream input, Stream output, TextOptions options, CancellationToken cancellationToken);
