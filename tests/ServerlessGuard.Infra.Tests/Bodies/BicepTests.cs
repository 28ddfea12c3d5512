using System.Collections.Immutable;
using ServerlessGuard.Infra.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Infra.Tests.Bodies;

/// <summary>The second word on every body, by a compiler that is not ours: no error, and no warning about a type.</summary>
public sealed class BicepTests
{
    [LongTheory]
    [InlineData("private", "false")]
    [InlineData("locked-public", "true")]
    public async Task TheCompiler_TakesEveryBody(string network, string push)
    {
        Assert.SkipUnless(BicepCompiler.IsHere, "the compiler's package is a program for Linux");
        var graph = await Graph.OfAsync(("network", network), ("pushEvents", push));

        foreach (var source in (string[])[BicepFile.OfSubscription(graph), BicepFile.OfGroup(graph)])
            Explained(source, await BicepCompiler.ComplaintsAsync(source, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [LongFact]
    public async Task TheCompiler_FindsAWrongValue_AnUnknownName_AndOneThatIsMissing()
    {
        Assert.SkipUnless(BicepCompiler.IsHere, "the compiler's package is a program for Linux");
        var vault = (await Graph.OfAsync()).Of("keyvault:Vault").Single();
        var properties = (ImmutableDictionary<string, object>)vault.Inputs["properties"];
        var bad = vault with
        {
            Inputs = vault.Inputs.SetItem(
                "properties", properties.SetItem("enablePurgeProtection", "yes").SetItem("purge", true).Remove("tenantId")),
        };

        var source = BicepFile.Of([bad], "resourceGroup");
        (await BicepCompiler.ComplaintsAsync(source, TestContext.Current.CancellationToken)).Count.ShouldBe(3);
    }

    /// <summary>Each complaint with the name of the resource that it is about.</summary>
    private static IEnumerable<string> Explained(string source, IReadOnlyList<string> complaints)
    {
        var lines = source.Split('\n');
        foreach (var complaint in complaints)
        {
            var line = int.Parse(complaint.TrimStart('(').Split(',', ')')[0], System.Globalization.CultureInfo.InvariantCulture);
            var about = lines.Take(line)
                .Last(static l => l.StartsWith("// ", StringComparison.Ordinal) || l.StartsWith("param", StringComparison.Ordinal));
            yield return $"{about}: {lines[line - 1].Trim()} {complaint}";
        }
    }
}
