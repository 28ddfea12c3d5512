using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ServerlessGuard.SourceGraph;

/// <summary>
/// The product's sources, parsed and bound in one compilation. The output of source generators is absent: no folder depends on it.
/// </summary>
public sealed class SourceTree
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private SourceTree(IReadOnlyList<SourceFile> files, CSharpCompilation compilation) => (Files, Compilation) = (files, compilation);

    public IReadOnlyList<SourceFile> Files { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>Reads every C# file under <c>functions/</c>.</summary>
    /// <param name="root">The repository.</param>
    public static SourceTree Read(string root) => Parse(
        Directory.EnumerateFiles(Path.Combine(root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(root, path), Encoding.UTF8))));

    /// <param name="files">Paths from the repository's root, and texts.</param>
    public static SourceTree Parse(IEnumerable<(string Path, string Text)> files)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var parsed = files.AsParallel().AsOrdered()
            .Select(file => new SourceFile(
                file.Path, CSharpSyntaxTree.ParseText(file.Text, options, file.Path, Encoding.UTF8),
                file.Text.Count(static c => c == '\n')))
            .ToList();
        var compilation = CSharpCompilation.Create(
            "product",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), .. parsed.Select(static file => file.Tree)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return new SourceTree(parsed, compilation);
    }

    /// <summary>The directory above <paramref name="start"/> that holds the solution.</summary>
    public static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ServerlessGuard.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"ServerlessGuard.sln is in no directory above {start}.");
    }

    /// <summary>The shared framework. Types of other packages stay unresolved: they lie outside the graph.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("ServerlessGuard.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));
}
