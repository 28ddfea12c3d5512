using System.Text;
using ServerlessGuard.Local.Cli;

namespace ServerlessGuard.Local.Tests.Support;

/// <summary>The command line, run in this process with streams of its own.</summary>
public sealed record CommandRun(int Code, string Out, string Error)
{
    public static Task<CommandRun> InAsync(string folder, params string[] args) => WithInputAsync(folder, [], args);

    public static Task<CommandRun> AtAsync(TimeProvider clock, string folder, params string[] args) => RunAsync(clock, folder, [], args);

    public static Task<CommandRun> WithInputAsync(string folder, byte[] input, params string[] args) =>
        RunAsync(TimeProvider.System, folder, input, args);

    /// <param name="variables">The environment that the command sees.</param>
    public static Task<CommandRun> WithAsync(IReadOnlyDictionary<string, string> variables, string folder, params string[] args) =>
        RunAsync(TimeProvider.System, folder, [], args, variables);

    private static async Task<CommandRun> RunAsync(
        TimeProvider clock, string folder, byte[] input, string[] args, IReadOnlyDictionary<string, string>? variables = null)
    {
        using var output = new MemoryStream();
        var writer = new StreamWriter(output) { AutoFlush = true, NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal
        {
            Input = new MemoryStream(input),
            Output = output,
            Out = writer,
            Error = error,
            CurrentDirectory = folder,
            Variable = name => variables?.GetValueOrDefault(name)
        };
        var code = await GuardCommandLine.RunAsync(args, terminal, clock, TestContext.Current.CancellationToken);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
