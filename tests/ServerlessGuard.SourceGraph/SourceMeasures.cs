using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ServerlessGuard.SourceGraph;

/// <summary>Sizes of a set of files: how finely it is cut.</summary>
public sealed record SourceMeasures
{
    /// <summary>A constructor with more parameters cannot be read at a glance.</summary>
    public const int MostParameters = 8;

    /// <summary>A shorter file is a crumb.</summary>
    public const int FewestLines = 12;

    public const int MostLines = 350;

    public required int Files { get; init; }

    public required int Lines { get; init; }

    public required int Median { get; init; }

    public required int Percentile95 { get; init; }

    /// <summary>Paths of files of fewer than <see cref="FewestLines"/>.</summary>
    public required IReadOnlyList<string> Crumbs { get; init; }

    /// <summary>Paths of files of more than <see cref="MostLines"/>, with their lines.</summary>
    public required IReadOnlyList<string> TooLong { get; init; }

    /// <summary>Constructors with more than <see cref="MostParameters"/>, with their number; those of records too.</summary>
    public required IReadOnlyList<string> WideConstructors { get; init; }

    public static SourceMeasures Of(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var lines = all.Select(static file => file.Lines).Order().ToList();
        return new SourceMeasures
        {
            Files = all.Count,
            Lines = lines.Sum(),
            Median = At(lines, 0.5),
            Percentile95 = At(lines, 0.95),
            Crumbs = [.. all.Where(static file => file.Lines < FewestLines).Select(static file => file.Path)],
            TooLong = [.. all.Where(static file => file.Lines > MostLines).Select(static file => $"{file.Path} {file.Lines}")],
            WideConstructors = [.. all.SelectMany(static file => WideIn(file))],
        };
    }

    private static int At(List<int> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static IEnumerable<string> WideIn(SourceFile file)
    {
        foreach (var node in file.Tree.GetRoot().DescendantNodes())
        {
            var (name, parameters) = node switch
            {
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList),
                TypeDeclarationSyntax { ParameterList: { } primary } type => (type.Identifier.Text, primary),
                _ => ("", null),
            };
            if (parameters?.Parameters.Count > MostParameters)
            {
                yield return $"{name}({parameters.Parameters.Count})";
            }
        }
    }
}
