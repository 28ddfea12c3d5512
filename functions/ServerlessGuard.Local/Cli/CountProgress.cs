using Spectre.Console;

namespace ServerlessGuard.Local.Cli;

/// <summary>A progress bar that counts, on standard error, where a terminal shows it.</summary>
internal static class CountProgress
{
    public static async Task<T> RunAsync<T>(Terminal terminal, string description, long total, Func<IProgress<long>?, Task<T>> run)
    {
        if (!terminal.ErrorIsTerminal)
        {
            return await run(null);
        }

        return await terminal.ErrorConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new Bar(context.AddTask(description, maxValue: Math.Max(1, total)))));
    }

    /// <summary>Reports at once, in order: <see cref="Progress{T}"/> would post them to other threads.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
