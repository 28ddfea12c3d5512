using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServerlessGuard.SourceGraph;

/// <summary>
/// Reads from the bound syntax which file uses which: a type that is named, and a type whose member is used, constants
/// and extension methods among them. Comments are no use, and neither is a using directive.
/// </summary>
public static class ArrowReader
{
    public static IReadOnlyList<Arrow> Read(SourceTree source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var byPath = source.Files.ToDictionary(static file => file.Path);
        return [.. source.Files.AsParallel().AsOrdered().SelectMany(file => Read(source, file, byPath))];
    }

    private static IEnumerable<Arrow> Read(SourceTree source, SourceFile file, Dictionary<string, SourceFile> byPath)
    {
        var model = source.Compilation.GetSemanticModel(file.Tree);
        var symbols = new SymbolReader(model);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var node in file.Tree.GetRoot().DescendantNodes(static node => node is not UsingDirectiveSyntax))
        {
            if (node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax && Outermost(symbols.Of(node)) is { } type)
            {
                seen.Add(type);
            }
        }

        return
            from type in seen
            from declared in type.DeclaringSyntaxReferences
            where declared.SyntaxTree != file.Tree && byPath.ContainsKey(declared.SyntaxTree.FilePath)
            where !type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == file.Tree)
            select new Arrow(file, byPath[declared.SyntaxTree.FilePath], type.Name);
    }

    private static INamedTypeSymbol? Outermost(ISymbol? symbol)
    {
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { ReducedFrom: { } reduced } => reduced.ContainingType,
            { ContainingType: { } containing } => containing,
            _ => null,
        };
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.OriginalDefinition;
    }
}
