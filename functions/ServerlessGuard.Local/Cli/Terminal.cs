using Microsoft.Win32.SafeHandles;
using ServerlessGuard.Local.Stores;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli;

/// <summary>
/// The input and output of a command. Results go to <see cref="Out"/>, everything else (errors, progress,
/// summaries beside an answer) to <see cref="Error"/>. Colours only where a terminal shows them and NO_COLOR is not set.
/// </summary>
internal sealed class Terminal
{
    private const int PlainWidth = 100;

    public required Stream Input { get; init; }

    /// <summary>The bytes behind <see cref="Out"/>; unlike the console's own stream it throws when the reader has gone.</summary>
    public required Stream Output { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public Func<string, string?> Variable { get; init; } = static _ => null;

    public string CurrentDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>The stores and platforms of the guard, from the command line and the environment.</summary>
    public StorageTargets StorageTargets { get; set; } = StorageTargets.Local;

    public bool Colour => string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";

    public IAnsiConsole OutConsole => Create(Out, OutputIsTerminal);

    public IAnsiConsole ErrorConsole => Create(Error, ErrorIsTerminal);

    public static Terminal System()
    {
        var output = StandardOutput();
        return new()
        {
            Input = new InterruptibleInput(Console.OpenStandardInput()),
            Output = output,
            Out = new StreamWriter(output) { AutoFlush = true, NewLine = "\n" },
            Error = Console.Error,
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    /// <summary>The full path of a path given on the command line.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, CurrentDirectory);

    /// <summary>
    /// The console's own stream ignores a reader that has gone; a FileStream reports it, but keeps a position of its own
    /// in a regular file, where the next process would write over it. So: the second for pipes, the first for files.
    /// </summary>
    private static Stream StandardOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        var file = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return file.CanSeek ? Console.OpenStandardOutput() : new OutputPipe(file);
    }

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal && Colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
