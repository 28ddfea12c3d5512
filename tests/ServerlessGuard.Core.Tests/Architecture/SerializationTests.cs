using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ServerlessGuard.SourceGraph;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// All that is stored or sent is serialised by a context, whose types state every name (<c>DocumentFormatTests</c>), and an enumeration
/// is a word outside of the code by its stated name alone.
/// </summary>
public sealed class SerializationTests
{
    /// <summary>JSON that has no type of the product: its names stand in the code that makes it.</summary>
    private static readonly string[] Untyped = ["JsonNode", "JsonObject", "JsonArray", "JsonElement", "String"];

    [Fact]
    public void NothingIsSerialised_WithoutAContext() => WithoutContext(ProductSources.Tree).ShouldBeEmpty();

    [Fact]
    public void NoEnumeration_IsWrittenByTheNameInTheCode() => CodeNames(ProductSources.Tree).ShouldBeEmpty();

    [Fact]
    public void Finds_BothFaults()
    {
        var source = SourceTree.Parse(
        [
            ("functions/ServerlessGuard.Core/Low/Stored.cs", """
                using System.Text.Json; namespace Low;
                enum Step { One }
                static class Stored
                {
                    static string One(object value) => JsonSerializer.Serialize(value, new JsonSerializerOptions());
                    static string Two(Step step) => step.ToString();
                    static string Three(Step? step) => $"at {step}";
                    static string Four(Step step) => "at " + step;
                    static string Five(object value) => JsonSerializer.Serialize(value, StoredJson.Default.Stored);
                    public static new string ToString() => Step.One.ToString();
                }
                """),
        ]);

        WithoutContext(source).ShouldBe(["functions/ServerlessGuard.Core/Low/Stored.cs:5"]);
        CodeNames(source).ShouldBe(new[] { 6, 7, 8 }.Select(static line => $"functions/ServerlessGuard.Core/Low/Stored.cs:{line}"));
    }

    private static List<string> WithoutContext(SourceTree source) =>
    [
        .. from file in Stored(source)
           let model = source.Compilation.GetSemanticModel(file.Tree)
           from call in file.Tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
           where call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "JsonSerializer" } }
           where !call.ArgumentList.Arguments.Any(argument => IsContext(model, argument.Expression))
           let value = call.ArgumentList.Arguments.Select(argument => model.GetTypeInfo(argument.Expression).Type?.Name)
           where !value.Any(name => Untyped.Contains(name))
           select Place(file, call),
    ];

    /// <summary>A member of a context (which a source generator makes, so that it is not bound here), or one that was handed on.</summary>
    private static bool IsContext(SemanticModel model, ExpressionSyntax argument) =>
        (argument is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Default" } })
        || model.GetTypeInfo(argument).Type?.Name == "JsonTypeInfo";

    private static List<string> CodeNames(SourceTree source) =>
    [
        .. from file in Stored(source)
           let model = source.Compilation.GetSemanticModel(file.Tree)
           from node in file.Tree.GetRoot().DescendantNodes()
           let value = Written(node)
           where value is not null && IsEnumeration(model.GetTypeInfo(value).Type)
           where node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.Text != "ToString" && !IsThrown(node)
           select Place(file, node),
    ];

    /// <summary>The message of an exception is for whoever mends the code.</summary>
    private static bool IsThrown(SyntaxNode node) =>
        node.Ancestors().Any(static above => above is ThrowExpressionSyntax or ThrowStatementSyntax);

    private static ExpressionSyntax? Written(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ToString" } called } =>
            called.Expression,
        ConditionalAccessExpressionSyntax
        {
            WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.Text: "ToString" } },
        } asked => asked.Expression,
        InterpolationSyntax hole => hole.Expression,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => sum.Right,
        _ => null,
    };

    private static bool IsEnumeration(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            IsEnumeration(nullable.TypeArguments[0]),
        ITypeParameterSymbol parameter =>
            parameter.ConstraintTypes.Any(static constraint => constraint.SpecialType == SpecialType.System_Enum),
        _ => type?.TypeKind == TypeKind.Enum && type.ContainingNamespace.ToString() != "System.Net",
    };

    /// <summary>The command line prints; the demo and the simulation stand for others.</summary>
    private static IEnumerable<SourceFile> Stored(SourceTree source) => source.Files.Where(
        static file => file.Project is "Core" or "Web" or "Azure" or "Functions" || (file.Project == "Local" && file.Room == "Stores"));

    private static string Place(SourceFile file, SyntaxNode node) =>
        $"{file.Path}:{file.Tree.GetLineSpan(node.Span).StartLinePosition.Line + 1}";
}
