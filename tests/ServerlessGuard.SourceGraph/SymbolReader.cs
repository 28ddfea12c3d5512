using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ServerlessGuard.SourceGraph;

/// <summary>
/// The symbols of a file's names. A body is bound once and its operations are read. A name that stands in no operation is asked for
/// by itself; in lambdas and interpolated strings the compiler binds everything around it again for each, so few may be left.
/// </summary>
internal sealed class SymbolReader(SemanticModel model)
{
    private readonly Dictionary<SyntaxNode, ISymbol> _bound = [];
    private readonly HashSet<SyntaxNode> _read = [];

    public ISymbol? Of(SyntaxNode node)
    {
        if (node is SimpleNameSyntax && node.Ancestors().FirstOrDefault(IsBody) is { } body)
        {
            if (_read.Add(body) && model.GetOperation(body) is { } operation)
            {
                Read(operation);
            }

            if (_bound.TryGetValue(node, out var symbol))
            {
                return symbol;
            }
        }

        var info = model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }

    private void Read(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            ISymbol? symbol = operation switch
            {
                IInvocationOperation invocation => invocation.TargetMethod,
                IMemberReferenceOperation reference => reference.Member,
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            var named = operation.Syntax is InvocationExpressionSyntax call ? call.Expression : operation.Syntax;
            if (symbol is not null && NameIn(named) is { } name)
            {
                _bound.TryAdd(name, symbol);
            }
        }
    }

    private static SimpleNameSyntax? NameIn(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    /// <summary>The largest nodes that have operations: bodies of members, and initialisers.</summary>
    private static bool IsBody(SyntaxNode node) => node
        is BaseMethodDeclarationSyntax
        or AccessorDeclarationSyntax
        or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }
        or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax }
        or EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } };
}
