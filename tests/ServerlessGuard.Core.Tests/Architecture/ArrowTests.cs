using System.Xml.Linq;
using NetArchTest.Rules;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>
/// Functions, Local -> Web, Azure -> Core -> Detection, and Local -> Simulation -> Azure: an arrow that points another way fails here.
/// </summary>
public sealed class ArrowTests
{
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "Detection", [] },
        { "Client", [] },
        { "Core", ["Detection"] },
        { "Web", ["Core"] },
        { "Azure", ["Core"] },
        { "Simulation", ["Core", "Azure"] },
        { "Local", ["Core", "Web", "Azure", "Simulation"] },
        { "Functions", ["Core", "Web", "Azure"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Projects_Reference_OnlyWhatArrowsAllow(string project, string[] allowed)
    {
        var file = Path.Combine(Repository.Root, "functions", $"ServerlessGuard.{project}", $"ServerlessGuard.{project}.csproj");
        var references = XDocument.Load(file)
            .Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(
                reference.Attribute("Include")!.Value.Replace('\\', '/'))["ServerlessGuard.".Length..]);
        references.ShouldBeSubsetOf(allowed);
    }

    [Fact]
    public void Every_ProductProject_HasItsArrows() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "functions"))
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Select(static path => Path.GetFileNameWithoutExtension(path)["ServerlessGuard.".Length..])
            .ShouldBe(Arrows.Select(static row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void Core_KnowsNeitherAzure_NorAspNetCore()
    {
        var result = Types.InAssembly(typeof(GuardScanner).Assembly).ShouldNot()
            .HaveDependencyOnAny("Azure", "Microsoft.AspNetCore", "Microsoft.Azure", "Microsoft.Data.Sqlite").GetResult();
        (result.FailingTypeNames ?? []).ShouldBeEmpty();
    }

    [Fact]
    public void Infra_ReferencesNoProduct() =>
        XDocument.Load(Path.Combine(Repository.Root, "infra", "ServerlessGuard.Infra.csproj"))
            .Descendants("ProjectReference")
            .ShouldBeEmpty();

    [Fact]
    public void StandIns_StayInTests() =>
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(static path => File.ReadAllText(path).Contains("Contracts.csproj", StringComparison.Ordinal))
            .ShouldAllBe(static path => Path.GetRelativePath(Repository.Root, path).StartsWith("tests", StringComparison.Ordinal));

    /// <summary>Infra's packages are not served everywhere: it alone is built only where it is deployed from.</summary>
    [Theory]
    [InlineData("ServerlessGuard.Functions", "Debug", "Release", "Deploy")]
    [InlineData("ServerlessGuard.Infra", "Deploy")]
    public void Deployables_AreBuilt_WhereTheirPackagesAre(string name, params string[] configurations)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "ServerlessGuard.sln"));
        var project = lines.Single(line => line.Contains($"\"{name}\"", StringComparison.Ordinal));
        var id = project[(project.LastIndexOf('{'))..].TrimEnd('"');
        lines.Where(line => line.Contains($"{id}.", StringComparison.Ordinal) && line.Contains("Build.0", StringComparison.Ordinal))
            .Select(static line => line.Trim())
            .ShouldBe(
                configurations.Select(configuration => $"{id}.{configuration}|Any CPU.Build.0 = {configuration}|Any CPU"),
                ignoreOrder: true);
    }
}
