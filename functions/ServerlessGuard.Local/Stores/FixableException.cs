namespace ServerlessGuard.Local.Stores;

/// <summary>The person who gave a command can fix it: the command line prints both lines and ends with exit code 1.</summary>
/// <param name="message">The path, and the reason.</param>
/// <param name="remedy">The fix.</param>
internal abstract class FixableException(string message, string remedy) : IOException(message)
{
    public string SuggestedFix { get; } = remedy;
}
