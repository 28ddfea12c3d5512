using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>A progress bar on standard error, where a terminal shows it and nothing else is written between.</summary>
internal sealed class TextProgress
{
    private readonly ProgressTask? task;
    private long before;
    private InputFile? current;

    private TextProgress(ProgressTask? task) => this.task = task;

    public static async Task RunAsync(Terminal terminal, IReadOnlyList<InputFile> files, bool textGoesToOutput, Func<TextProgress, Task> run)
    {
        if (!terminal.ErrorIsTerminal || (textGoesToOutput && terminal.OutputIsTerminal))
        {
            await run(new(null));
            return;
        }

        var total = files.Sum(static file => file.Length);
        await terminal.ErrorConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("…", maxValue: Math.Max(1, total));
                task.IsIndeterminate = total == 0;
                await run(new(task));
            });
    }

    public void Start(InputFile file)
    {
        before += current?.Length ?? 0;
        current = file;
        if (task is not null)
        {
            task.Description = Markup.Escape(TextReport.Printable(file.Relative));
        }
    }

    public void Report(long bytesRead)
    {
        if (task is not null)
        {
            task.Value = before + bytesRead;
        }
    }
}
