using System.Xml.Linq;
using NetArchTest.Rules;
using ServerlessGuard.Core.Detection;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>Functions, Local -> Web, Azure -> Core: an arrow that points another way fails here.</summary>
public sealed class ArrowTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Core", [] },
        { "Web", ["Core"] },
        { "Azure", ["Core"] },
        { "Local", ["Core", "Web", "Azure"] },
        { "Functions", ["Core", "Web", "Azure"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Projects_Reference_OnlyWhatArrowsAllow(string project, string[] allowed)
    {
        var references = XDocument.Load(Path.Combine(Root, "functions", $"ServerlessGuard.{project}", $"ServerlessGuard.{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))["ServerlessGuard.".Length..]);
        references.ShouldBeSubsetOf(allowed);
    }

    [Fact]
    public void Every_ProductProject_HasItsArrows() =>
        Directory.EnumerateFiles(Path.Combine(Root, "functions"), "*.csproj", SearchOption.AllDirectories)
            .Select(static path => Path.GetFileNameWithoutExtension(path)["ServerlessGuard.".Length..])
            .ShouldBe(Arrows.Select(static row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void Core_KnowsNeitherAzure_NorAspNetCore()
    {
        var result = Types.InAssembly(typeof(Rule).Assembly).ShouldNot()
            .HaveDependencyOnAny("Azure", "Microsoft.AspNetCore", "Microsoft.Azure", "Microsoft.Data.Sqlite").GetResult();
        (result.FailingTypeNames ?? []).ShouldBeEmpty();
    }

    [Fact]
    public void Infra_ReferencesNoProduct() =>
        XDocument.Load(Path.Combine(Root, "infra", "ServerlessGuard.Infra.csproj")).Descendants("ProjectReference").ShouldBeEmpty();

    [Fact]
    public void StandIns_StayInTests() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(static path => File.ReadAllText(path).Contains("Contracts.csproj", StringComparison.Ordinal))
            .ShouldAllBe(static path => Path.GetRelativePath(Root, path).StartsWith("tests", StringComparison.Ordinal));

    [Fact]
    public void Deployables_AreBuilt_OnlyUnderDeploy()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "ServerlessGuard.sln"));
        foreach (var name in new[] { "ServerlessGuard.Functions", "ServerlessGuard.Infra" })
        {
            var project = lines.Single(line => line.Contains($"\"{name}\"", StringComparison.Ordinal));
            var id = project[(project.LastIndexOf('{'))..].TrimEnd('"');
            lines.Where(line => line.Contains($"{id}.", StringComparison.Ordinal) && line.Contains("Build.0", StringComparison.Ordinal))
                .Select(static line => line.Trim())
                .ShouldBe([$"{id}.Deploy|Any CPU.Build.0 = Deploy|Any CPU"]);
        }
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ServerlessGuard.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("ServerlessGuard.sln is in no directory above the tests.");
        }

        return directory.FullName;
    }
}
