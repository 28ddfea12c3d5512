using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// A line of code has at most 140 columns. Texts are not cut for it: lines inside a literal are not counted, nor is the
/// longest literal of a line. The rules of detection, which are tables of patterns and examples, are exempt.
/// </summary>
public sealed class LineLengthTests
{
    private const int Most = 140;
    private const string Tables = "functions/ServerlessGuard.Detection/Rules/";

    [Fact]
    public void NoLine_IsTooLong() =>
        ProductSources.Files(".cs", "functions", "infra", "tests").Where(static path => !path.StartsWith(Tables, StringComparison.Ordinal))
            .SelectMany(static path => TooLong(ProductSources.Text(path), ProductSources.Syntax(path)).Select(line => $"{path}:{line}"))
            .ShouldBeEmpty();

    [Fact]
    public void Counts_Code_AndNotTexts()
    {
        var wide = new string('x', Most);
        TooLong($"class A {{ string B = \"{wide}\"; }}").ShouldBeEmpty();
        TooLong($"class A {{ string B = \"\"\"\n{wide}y\n\"\"\"; }}").ShouldBeEmpty();
        TooLong($"class A {{ string B = $\"\"\"{{1}}{wide}\"\"\"; }}").ShouldBeEmpty();
        TooLong($"class A;\nclass {wide};").ShouldBe([2]);
        TooLong($"// {wide}").ShouldBe([1]);
    }

    /// <summary>The numbers of the lines that are too long, from 1.</summary>
    private static List<int> TooLong(string text, SyntaxTree? tree = null)
    {
        var lines = text.Split('\n');
        if (Array.TrueForAll(lines, static line => line.TrimEnd('\r').Length <= Most))
        {
            return [];
        }

        tree ??= CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview));
        var longest = new int[lines.Length];
        var literals = tree.GetRoot().DescendantNodes()
            .Where(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax);
        foreach (var literal in literals)
        {
            var span = tree.GetLineSpan(literal.Span);
            for (var line = span.StartLinePosition.Line; line <= span.EndLinePosition.Line; line++)
            {
                var from = line == span.StartLinePosition.Line ? span.StartLinePosition.Character : 0;
                var to = line == span.EndLinePosition.Line ? span.EndLinePosition.Character : lines[line].Length;
                longest[line] = Math.Max(longest[line], to - from);
            }
        }

        return
        [
            .. Enumerable.Range(0, lines.Length)
                .Where(line => lines[line].TrimEnd('\r').Length - longest[line] > Most)
                .Select(static line => line + 1),
        ];
    }
}
