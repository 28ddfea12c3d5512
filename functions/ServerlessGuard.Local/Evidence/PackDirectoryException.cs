namespace ServerlessGuard.Local.Evidence;

/// <summary>A pack cannot be written to a directory, or read from it.</summary>
/// <param name="message">Which place, and why.</param>
/// <param name="remedy">The fix, for the person who named the directory.</param>
internal sealed class PackDirectoryException(string message, string remedy) : IOException(message)
{
    public string Remedy { get; } = remedy;
}
