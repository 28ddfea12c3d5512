using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Tests.Evidence;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>A control that reads what nothing writes would stay unknown for ever.</summary>
public sealed class ControlFactTests
{
    private static readonly Lazy<HashSet<string>> Written = new(static () =>
        [.. ProductSources.Tree.Files.SelectMany(static file => file.Tree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Where(static literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(static literal => literal.Token.ValueText)]);

    [Fact]
    public void EveryValueThatAControlReads_IsWrittenSomewhere() =>
        (from control in Shipped.Controls
         from requirement in control.DecidedBy
         from name in requirement.Of.Concat(requirement.Is)
             .Select(static condition => condition.Value)
             .Append(requirement.By ?? FactKinds.Subject)
         where name != FactKinds.Subject && !Written.Value.Contains(name)
         select $"{control.Id} reads '{name}' of {requirement.Fact}, which no source writes").Distinct().ShouldBeEmpty();

    [Fact]
    public void EveryKindThatAControlReads_IsAppendedSomewhere()
    {
        var constants = typeof(Core.Audit.AuditKinds)
            .GetFields()
            .Where(static field => field.IsLiteral)
            .ToDictionary(static field => (string)field.GetRawConstantValue()!, static field => field.Name);
        var used = ProductSources.Tree.Files.SelectMany(
            static file => file.Tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(static access => access.Expression.ToString().EndsWith("AuditKinds", StringComparison.Ordinal))
            .Select(static access => access.Name.Identifier.Text)
            .ToHashSet();
        Shipped.Controls.SelectMany(static control => control.DecidedBy, static (control, requirement) => (control.Id, requirement.Fact))
            .Where(read => constants.TryGetValue(read.Fact, out var name) && !used.Contains(name))
            .Select(static read => $"{read.Id} reads {read.Fact}, which no source appends").ShouldBeEmpty();
    }
}
