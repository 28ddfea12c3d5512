namespace ServerlessGuard.Local.Cli;

/// <summary>
/// Ends a command: the message names the place and what is wrong, <see cref="SuggestedFix"/> what to do. Neither ever holds
/// file content.
/// </summary>
internal sealed class CommandException(
    string message, string wayOut = "", int exitCode = ExitCode.Failed, Exception? inner = null) : Exception(message, inner)
{
    public string SuggestedFix { get; } = wayOut;

    public int Code { get; } = exitCode;

    public static CommandException Usage(string message, string wayOut = "") => new(message, wayOut, ExitCode.Usage);
}
