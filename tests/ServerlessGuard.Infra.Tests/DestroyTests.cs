using CsCheck;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// Taking a stack down, computed from the recorded graph: the engine deletes a resource once nothing that depends on it is left, leaves to
/// Azure what is deleted with another, and leaves in Azure what is retained.
/// </summary>
public sealed class DestroyTests
{
    /// <summary>
    /// The provider deletes keys, secrets and blobs over the data plane, which a deployer does not reach, and immutability policies
    /// without the ETag that Azure asks for (azure-native #2156).
    /// </summary>
    private static readonly HashSet<string> NotDeletable =
        ["keyvault:Key", "keyvault:Secret", "storage:Blob", "storage:BlobContainerImmutabilityPolicy", "storage:BlobContainerLegalHold"];

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task WhatCannotBeDeletedAlone_GoesWithItsParent_OrStays(string keep)
    {
        var graph = await Graph.OfAsync(("keepProofs", keep));
        var hard = graph.Resources.Where(r => NotDeletable.Contains(r.Short)).ToList();

        hard.Select(r => r.Short).Distinct().Count().ShouldBe(3);
        hard.Where(r => r.Options is { DeletedWith: null, IsRetained: false }).Select(r => r.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task WhatGoesWithAnother_LiesInIt_AndStaysWhereThatStays(string keep)
    {
        var graph = await Graph.OfAsync(("keepProofs", keep));

        foreach (var resource in graph.Resources)
        {
            if (resource.Options.DeletedWith is not { } key)
                continue;
            var with = graph[key];
            resource.Id!.ShouldStartWith(with.Id + "/");
            resource.Options.DependsOn.ShouldContain(key, $"{resource}");
            if (with.Options.IsRetained)
                resource.Options.IsRetained.ShouldBeTrue($"{resource} is in {with}, which stays");
        }
    }

    [Fact]
    public async Task ADestroy_LeavesTheProofs_AndNothingElse()
    {
        (await Graph.OfAsync(("keepProofs", "false"))).Resources.Where(r => r.Options.IsRetained).ShouldBeEmpty();
        var graph = await Graph.OfAsync();
        var data = graph.Of("storage:StorageAccount").Single(a => a.Name == "data").Id!;
        var stays = graph.Resources.Where(r => r.Options.IsRetained).ToList();

        stays.Where(r => r.Id != data && !r.Id!.StartsWith(data + "/", StringComparison.Ordinal)).Select(r => r.Name).ShouldBe(["group"]);
        // The group would take with it what stays.
        graph.Resources.Where(r => !r.Options.IsRetained && stays.Any(s => s.Id!.StartsWith(r.Id + "/", StringComparison.Ordinal)))
            .Select(r => r.ToString()).ShouldBeEmpty();
    }

    /// <summary>In any order that the engine may choose.</summary>
    [Theory]
    [InlineData("full", "private", "true")]
    [InlineData("full", "private", "false")]
    [InlineData("full", "locked-public", "false")]
    [InlineData("starter", "locked-public", "false")]
    public async Task Nothing_IsDeletedBeforeWhatNeedsIt(string profile, string network, string keep)
    {
        var graph = await Graph.OfAsync(("profile", profile), ("network", network), ("keepProofs", keep));
        var needs = Needs.Of(graph).ToLookup(n => n.What.Key, n => n.Who.Key);

        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var gone = new HashSet<(string, string)>();
            foreach (var key in Order(graph, seed))
            {
                needs[key].Where(who => !gone.Contains(who)).Select(who => $"{who} needs {key}").ShouldBeEmpty();
                gone.Add(key);
            }

            gone.Count.ShouldBe(graph.Resources.Count, "the dependencies have a cycle");
        }, iter: 5, threads: 1);
    }

    private static IEnumerable<(string, string)> Order(Graph graph, int seed)
    {
        var waiting = graph.Resources.ToDictionary(r => r.Key, _ => 0);
        var before = graph.Resources.ToDictionary(
            r => r.Key, r => (r.Options.DeletedWith is { } with ? r.Options.DependsOn.Add(with) : r.Options.DependsOn).ToList());
        foreach (var needed in before.Values.SelectMany(d => d))
            waiting[needed]++;
        var free = waiting.Where(w => w.Value == 0).Select(w => w.Key).Order().ToList();
        while (free.Count > 0)
        {
            // A small generator of its own: the same order for the same seed.
            seed = unchecked((seed * 1103515245) + 12345) & int.MaxValue;
            var next = free[seed % free.Count];
            free.Remove(next);
            yield return next;
            free.AddRange(before[next].Where(d => --waiting[d] == 0));
        }
    }
}
