using ServerlessGuard.Testing.Formats;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Formats;

/// <summary>The JSON documents that Web stores or sends, with every property set, are those of the golden files.</summary>
public sealed class DocumentFormatTests
{
    private static readonly System.Reflection.Assembly Product = typeof(GuardPipeline).Assembly;

    public static TheoryData<string> Names => [.. JsonFormats.Of(Product).Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Documents_AreTheGoldenOnes(string name) =>
        GoldenFile.ShouldMatch(JsonFormats.Sample(JsonFormats.Of(Product)[name]), name);

    [Fact]
    public void EveryPropertyAndValue_StatesItsName() => JsonFormats.Unnamed(Product).ShouldBeEmpty();

    [Fact]
    public void Enumerations_HaveTheGoldenNames() => GoldenFile.ShouldMatch(JsonFormats.Enumerations(Product), "enumerations.txt");
}
