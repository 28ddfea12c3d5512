using Microsoft.CodeAnalysis;

namespace ServerlessGuard.SourceGraph;

/// <summary>One C# file of the product.</summary>
/// <param name="Path">From the repository's root, with forward slashes.</param>
/// <param name="Tree">Its syntax; the tree's own path is <paramref name="Path"/>.</param>
/// <param name="Lines">Lines of text.</param>
public sealed record SourceFile(string Path, SyntaxTree Tree, int Lines)
{
    private readonly string[] _parts = Path.Split('/');

    /// <summary>The project without its common prefix: <c>Core</c>.</summary>
    public string Project => _parts[1]["ServerlessGuard.".Length..];

    /// <summary>The capability folder right under the project; empty for a file of the project itself.</summary>
    public string Room => _parts.Length > 3 ? _parts[2] : "";
}
