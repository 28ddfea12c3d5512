using CsCheck;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// The order of making: whatever a resource names, or needs unnamed, is made before it. It holds for the real packages alike.
/// </summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string, string, string> Modes => new()
    {
        { "full", "private", "false", "true" },
        { "full", "locked-public", "false", "true" },
        { "full", "locked-public", "true", "false" },
        { "starter", "locked-public", "false", "false" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task WhoNamesAResource_DependsOnIt(string profile, string network, string push, string geo)
    {
        var graph = await Graph.OfAsync(("profile", profile), ("network", network), ("pushEvents", push), ("geoRedundant", geo));

        Needs.Of(graph).Count.ShouldBeGreaterThan(graph.Resources.Count);
        Needs.Missing(graph).ShouldBeEmpty();
    }

    /// <summary>So that the test above misses none: there is no dependency but those it asks for.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task EveryDependency_IsNeeded(string profile, string network, string push, string geo)
    {
        var graph = await Graph.OfAsync(("profile", profile), ("network", network), ("pushEvents", push), ("geoRedundant", geo));
        var needed = Needs.Of(graph).Select(n => (n.Who.Key, n.What.Key)).ToHashSet();

        // The locks wait for whole components.
        graph.Resources.Where(r => r.Short != "authorization:ManagementLockByScope")
            .SelectMany(r => r.Options.DependsOn.Where(d => !needed.Contains((r.Key, d))).Select(d => $"{r} -> {d}"))
            .Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task WithoutAnyOneDependency_TheTestFails()
    {
        var graph = await Graph.OfAsync();
        var pairs = Needs.Of(graph).Select(n => (Who: n.Who.Key, What: n.What.Key)).Distinct().Order().ToArray();

        Gen.Int[0, pairs.Length - 1].Select(i => pairs[i]).Sample(pair =>
        {
            var without = graph.With(r => r.Key == pair.Who
                ? r with { Options = r.Options with { DependsOn = r.Options.DependsOn.Remove(pair.What) } }
                : r);
            Needs.Missing(without).ShouldNotBeEmpty($"{pair}");
        }, iter: 25, threads: 1);
    }

    [Fact]
    public async Task EveryResource_IsTriedAgain_WhereAFaultPasses() =>
        (await Graph.OfAsync()).Resources.Where(r => !r.Options.Retries).Select(r => r.ToString()).ShouldBeEmpty();
}
