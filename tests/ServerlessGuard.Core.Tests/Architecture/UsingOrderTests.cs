using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// Using directives are in the order of <c>dotnet format</c>: namespaces with System first, then static ones, then aliases. The
/// build enforces every other rule of style, and does not know this one.
/// </summary>
public sealed class UsingOrderTests
{
    [Fact]
    public void Usings_AreSorted() =>
        ProductSources.Files(".cs", "functions", "infra", "tests")
            .Where(static path => !IsSorted(ProductSources.Text(path)))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("using System.Text; using Azure; using Azure.Core; using static System.Math; using A = System.Text.Json;", true)]
    [InlineData("using Azure; using System.Text;", false)]
    [InlineData("using System.Text.Json; using System.Text;", false)]
    [InlineData("using static System.Math; using System.Text;", false)]
    [InlineData("using A = System.Text; using Azure;", false)]
    public void Sorts_SystemFirst_ThenStatic_ThenAliases(string text, bool isSorted) => IsSorted(text).ShouldBe(isSorted);

    private static bool IsSorted(string text)
    {
        var usings = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Usings;
        return usings.SequenceEqual(usings
            .OrderBy(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            .ThenBy(static directive => directive.Alias is not null ? 2 : directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) ? 1 : 0)
            .ThenBy(static directive => directive.Alias is not null || !IsOfSystem(directive))
            .ThenBy(static directive => Key(directive), StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsOfSystem(UsingDirectiveSyntax directive) =>
        directive.NamespaceOrType.ToString().Split('.')[0] == "System";

    /// <summary>A dot sorts before every other character of a name, so that a namespace comes before those below it.</summary>
    private static string Key(UsingDirectiveSyntax directive) =>
        (directive.Alias?.Name.ToString() ?? directive.NamespaceOrType.ToString()).Replace('.', '\u0001');
}
