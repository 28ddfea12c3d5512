using Microsoft.CodeAnalysis;
using ServerlessGuard.SourceGraph;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>The repository as the tests of this folder read it.</summary>
internal static class ProductSources
{
    private static readonly Lazy<SourceTree> Parsed = new(static () => SourceTree.Read(Repository.Root));

    private static readonly Lazy<IReadOnlyDictionary<string, SyntaxTree>> ByPath =
        new(static () => Tree.Files.ToDictionary(static file => file.Path, static file => file.Tree));

    private static readonly Lazy<IReadOnlyList<Arrow>> Read = new(static () => ArrowReader.Read(Tree));

    /// <summary>The product's sources, parsed once for all tests.</summary>
    public static SourceTree Tree => Parsed.Value;

    /// <summary>Which of the product's files uses which, read once for all tests.</summary>
    public static IReadOnlyList<Arrow> Arrows => Read.Value;

    /// <summary>The syntax of one of the product's files; null for another's.</summary>
    public static SyntaxTree? Syntax(string path) => ByPath.Value.GetValueOrDefault(path);

    /// <summary>
    /// Files of the repository by extension, without what builds and installations made. Paths from the root, with forward slashes.
    /// </summary>
    /// <param name="extension">With its dot: <c>.cs</c>.</param>
    /// <param name="folders">From the root.</param>
    public static IEnumerable<string> Files(string extension, params string[] folders) =>
        folders.Select(static folder => Path.Combine(Repository.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories))
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj" or "node_modules" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
