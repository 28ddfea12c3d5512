using System.Text;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Cli.Files.Formats;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>
/// Runs one piece of work over files, folders or standard input as streams. No partial result is ever visible under a
/// result's name. A file that fails does not stop the others; it makes the command fail.
/// </summary>
internal sealed class TextRunner(Terminal terminal, TextRequest request, TextWork work)
{
    public async Task<IReadOnlyList<FileReport>> RunAsync(CancellationToken cancellationToken)
    {
        var files = InputFiles.Of(terminal, request);
        var asked = request with { HasFolder = request.Paths.Any(path => Directory.Exists(terminal.Resolve(path))) };
        var plan = OutputPlan.Decide(terminal, files, asked);
        var reports = new List<FileReport>();
        await TextProgress.RunAsync(terminal, files, plan.ToStandardOutput, async progress =>
        {
            foreach (var file in files)
            {
                reports.Add(await RunAsync(file, plan, asked.HasFolder, progress, cancellationToken));
            }
        });
        return reports;
    }

    private async Task<FileReport> RunAsync(
        InputFile file, OutputPlan plan, bool inFolder, TextProgress progress, CancellationToken cancellationToken)
    {
        progress.Start(file);
        try
        {
            using var input = await TextInput.OpenAsync(terminal, file, request.Format, cancellationToken);
            var options = OptionsFor(input.Format) with { InvalidLines = InvalidLines.AsText, Progress = progress.Report };
            var target = plan.TargetOf(file);
            var summary = target is null
                ? await input.WriteAsync(terminal.Output, output => work(input.Stream, output, options, cancellationToken))
                : await WriteAsync(file, input, target, plan, options, cancellationToken);
            return ReportOf(file, input.Format, target, summary);
        }
        catch (BinaryFileException exception) when (inFolder)
        {
            return new() { Path = file.Path, Skipped = exception.Reason };
        }
        catch (ActionNotPossibleException exception)
        {
            return new()
            {
                Path = file.Path,
                Failed = exception.Message
                + (plan.TargetOf(file) is null ? " The output ends there." : " The file is left as it was.")
            };
        }
        catch (Exception exception) when (FileFailure.ReasonOf(file, exception) is { } reason)
        {
            return new() { Path = file.Path, Failed = reason };
        }
    }

    private async Task<TextSummary> WriteAsync(
        InputFile file, TextInput input, string target, OutputPlan plan, TextOptions options, CancellationToken cancellationToken)
    {
        await using var output = AtomicFile.Create(target, plan.Replace, like: plan.InPlace ? file.Path : null);
        var summary = await input.WriteAsync(output.Stream, stream => work(input.Stream, stream, options, cancellationToken));
        await output.CommitAsync(cancellationToken);
        return summary;
    }

    private static TextOptions OptionsFor(TextFormat format) => format switch
    {
        TextFormat.JsonLines => new() { Form = TextForm.JsonLines },
        TextFormat.Json => new() { Form = TextForm.Json },
        TextFormat.Csv => new() { Form = TextForm.Parts, Parts = static file => CsvParts.Read(file.Span) },
        TextFormat.Mail => new() { Form = TextForm.Parts, Parts = MailParts.Read },
        _ => new(),
    };

    private static FileReport ReportOf(InputFile file, TextFormat format, string? target, TextSummary summary) => new()
    {
        Path = file.Path,
        Format = TextFormats.NameOf(format),
        Output = target,
        BytesRead = summary.BytesRead,
        BytesWritten = summary.BytesWritten,
        Counts = summary.Counts,
        InvalidLines = summary.InvalidLineCount,
    };
}

/// <summary>Why a file could not be worked on, in words for its user.</summary>
internal static class FileFailure
{
    /// <summary>The reason, without the file's path; null for a failure that is not the file's.</summary>
    public static string? ReasonOf(InputFile file, Exception exception) => exception switch
    {
        BinaryFileException binary => binary.Reason,
        DecoderFallbackException => "its text is not valid in the encoding that it begins in",
        EncoderFallbackException => "the result has a character that its encoding has not; convert it to UTF-8 first",
        InvalidDataException or CommandException or IOException or UnauthorizedAccessException =>
            exception.Message.StartsWith(file.Path + ": ", StringComparison.Ordinal)
                ? exception.Message[(file.Path.Length + 2)..]
                : exception.Message,
        _ => null,
    };
}

/// <summary>A file is no text: rules would look past what it says.</summary>
internal sealed class BinaryFileException(string path, string reason) : Exception($"{path}: {reason}.")
{
    public string Reason { get; } = reason;
}

/// <summary>The operation on each text.</summary>
internal delegate ValueTask<TextSummary> TextWork(Stream input, Stream output, TextOptions options, CancellationToken cancellationToken);
