namespace ServerlessGuard.Core.Policies;

/// <summary>
/// One thing wrong with a policy file: where (1-based line and column, and the path within the document), what, and
/// the way out.
/// </summary>
public sealed record PolicyError(string File, int Line, int Column, string Path, string Message, string WayOut)
{
    /// <summary><c>guard.yaml(12,5): tiers.regulated.stream: "fast" is not one of ... Use ...</c></summary>
    public override string ToString() => $"{File}({Line},{Column}): {(Path.Length == 0 ? "" : Path + ": ")}{Message} {WayOut}".TrimEnd();
}
