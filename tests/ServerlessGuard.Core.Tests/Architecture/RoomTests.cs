using ServerlessGuard.SourceGraph;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// Arrows between a project's capability folders point one way. <c>dotnet run --project tests/ServerlessGuard.SourceGraph</c> prints them.
/// To bind the sources of the whole product takes long.
/// </summary>
public sealed class RoomTests
{
    [LongTheory]
    [InlineData("Azure")]
    [InlineData("Core")]
    [InlineData("Detection")]
    [InlineData("Functions")]
    [InlineData("Local")]
    [InlineData("Simulation")]
    [InlineData("Web")]
    public void Folders_NeverNeedEachOther(string project)
    {
        var graph = Graph(project);
        graph.Rooms.ShouldNotBeEmpty();
        graph.Cycles().SelectMany(cycle => cycle.SelectMany(from => cycle.SelectMany(to => graph.Causes(from, to)))).ShouldBeEmpty();
    }

    [LongFact]
    public void WebPipeline_KnowsNoFeature() => Graph("Web").From("Pipeline").ShouldBeSubsetOf(["Identity"]);

    [LongFact]
    public void LocalCapabilities_DoNotKnowTheCommandLine()
    {
        var graph = Graph("Local");
        graph.Rooms.Where(room => graph.From(room).Contains("Cli")).ShouldBeEmpty();
    }

    [Fact]
    public void Finds_ACycle_ThroughConstantsAndExtensions()
    {
        var source = SourceTree.Parse(
        [
            ("functions/ServerlessGuard.Demo/Low/Names.cs", "namespace Low; static class Names { public const string One = \"1\"; }"),
            (
                "functions/ServerlessGuard.Demo/Low/Asker.cs",
                "using High; namespace Low; static class Asker { static string Ask() => \"x\".Shout(); }"),
            (
                "functions/ServerlessGuard.Demo/High/Shouting.cs",
                "using Low; namespace High; static class Shouting { public static string Shout(this string text) => text + Names.One; }"),
            (
                "functions/ServerlessGuard.Demo/Beside/Quiet.cs",
                "using Low; using High; namespace Beside; /* Names.One */ static class Quiet;"),
        ]);
        var graph = RoomGraph.Of("Demo", source, ArrowReader.Read(source));
        graph.Cycles().ShouldHaveSingleItem().ShouldBe(["High", "Low"]);
        graph.Causes("Low", "High").ShouldBe(["Asker uses Shouting"]);
        graph.From("Beside").ShouldBeEmpty();
    }

    private static RoomGraph Graph(string project) => RoomGraph.Of(project, ProductSources.Tree, ProductSources.Arrows);
}
