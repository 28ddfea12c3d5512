using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>A progress bar on standard error, where a terminal shows it and nothing else is written between.</summary>
internal sealed class TextProgress
{
    private readonly ProgressTask? _task;
    private long _before;
    private InputFile? _current;

    private TextProgress(ProgressTask? task) => _task = task;

    public static async Task RunAsync(
        Terminal terminal, IReadOnlyList<InputFile> files, bool textGoesToOutput, Func<TextProgress, Task> run)
    {
        if (!terminal.ErrorIsTerminal || (textGoesToOutput && terminal.OutputIsTerminal))
        {
            await run(new(null));
            return;
        }

        var total = files.Sum(static file => file.Length);
        await terminal.ErrorConsole.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("…", maxValue: Math.Max(1, total));
                task.IsIndeterminate = total == 0;
                await run(new(task));
            });
    }

    public void Start(InputFile file)
    {
        _before += _current?.Length ?? 0;
        _current = file;
        if (_task is not null)
        {
            _task.Description = Markup.Escape(TextReport.Printable(file.Relative));
        }
    }

    public void Report(long bytesRead)
    {
        if (_task is not null)
        {
            _task.Value = _before + bytesRead;
        }
    }
}
