using ServerlessGuard.SourceGraph;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>The repository as the tests of this folder read it.</summary>
internal static class ProductSources
{
    private static readonly Lazy<SourceTree> Parsed = new(static () => SourceTree.Read(SourceTree.FindRoot(AppContext.BaseDirectory)));

    public static string Root { get; } = SourceTree.FindRoot(AppContext.BaseDirectory);

    /// <summary>The product's sources, parsed once for all tests.</summary>
    public static SourceTree Tree => Parsed.Value;

    /// <summary>
    /// Files of the repository by extension, without what builds and installations made. Paths from the root, with forward slashes.
    /// </summary>
    /// <param name="extension">With its dot: <c>.cs</c>.</param>
    /// <param name="folders">From the root.</param>
    public static IEnumerable<string> Files(string extension, params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + extension, SearchOption.AllDirectories))
            .Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj" or "node_modules" or "artifacts"))
            .Order(StringComparer.Ordinal);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));
}
