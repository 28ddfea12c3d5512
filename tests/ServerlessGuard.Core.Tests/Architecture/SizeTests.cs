using ServerlessGuard.SourceGraph;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// A file or a constructor that a reader cannot hold has more than one responsibility; a folder of tiny files hides its shape.
/// </summary>
public sealed class SizeTests
{
    private const int MostCrumbs = 30;

    private static readonly Lazy<SourceMeasures> Product = new(static () => SourceMeasures.Of(
        [.. ProductSources.Tree.Files, .. SourceTree.Parse(ProductSources.Files(".cs", "infra").Select(Named)).Files]));

    [Fact]
    public void ProductFiles_HaveAtMost350Lines() => Product.Value.TooLong.ShouldBeEmpty();

    [Fact]
    public void TestFiles_HaveAtMost350Lines() =>
        ProductSources.Files(".cs", "tests")
            .Select(static path => (Path: path, Lines: ProductSources.Text(path).Count(static c => c == '\n')))
            .Where(static file => file.Lines > SourceMeasures.MostLines)
            .ShouldBeEmpty();

    [Fact]
    public void Constructors_HaveAtMostEightParameters() => Product.Value.WideConstructors.ShouldBeEmpty();

    [Fact]
    public void FewFiles_HaveUnderTwelveLines() =>
        Product.Value.Crumbs.Count.ShouldBeLessThanOrEqualTo(MostCrumbs, string.Join('\n', Product.Value.Crumbs));

    [Fact]
    public void Finds_LongFiles_Crumbs_AndWideConstructorsOfEveryKind()
    {
        const string nine = "int a, int b, int c, int d, int e, int f, int g, int h, int i";
        var source = SourceTree.Parse(
        [
            ("functions/ServerlessGuard.Demo/Crumb.cs", "sealed class Crumb;"),
            ("functions/ServerlessGuard.Demo/Long.cs", new string('\n', SourceMeasures.MostLines + 1)),
            ("functions/ServerlessGuard.Demo/Wide.cs", new string('\n', SourceMeasures.FewestLines)
                + $"sealed class Primary({nine}); sealed class Declared {{ private Declared({nine}) {{ }} }} "
                + $"sealed record Data({nine}); readonly record struct Value({nine}); sealed class Eight({nine[..^7]});"),
        ]);
        var measures = SourceMeasures.Of(source.Files);
        measures.WideConstructors.ShouldBe(["Primary(9)", "Declared(9)", "Data(9)", "Value(9)"], ignoreOrder: true);
        measures.TooLong.ShouldBe(["functions/ServerlessGuard.Demo/Long.cs 351"]);
        measures.Crumbs.ShouldBe(["functions/ServerlessGuard.Demo/Crumb.cs"]);
    }

    private static (string Path, string Text) Named(string path) => (path, ProductSources.Text(path));
}
