namespace ServerlessGuard.Local.Cli;

/// <summary>The exit codes of the command line.</summary>
internal static class ExitCode
{
    /// <summary>The request succeeded, or the check passed.</summary>
    public const int Success = 0;

    /// <summary>It failed, or a guard did not hold.</summary>
    public const int Failed = 1;

    /// <summary>The command line was wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl+C, as shells number it.</summary>
    public const int Interrupted = 130;
}
