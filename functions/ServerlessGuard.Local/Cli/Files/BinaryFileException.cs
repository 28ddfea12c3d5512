namespace ServerlessGuard.Local.Cli.Files;

/// <summary>A file is not UTF-8 text: rules would look past what it says.</summary>
internal sealed class BinaryFileException(string path, string reason) : Exception($"{path}: {reason}.")
{
    public string Reason { get; } = reason;
}
