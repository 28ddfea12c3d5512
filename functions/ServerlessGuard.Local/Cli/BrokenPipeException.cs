namespace ServerlessGuard.Local.Cli;

/// <summary>The reader of standard output has gone.</summary>
internal sealed class BrokenPipeException(Exception inner) : Exception("The reader of the output has gone.", inner);
