using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyStoreTests
{
    [Fact]
    public void Keeps_TheOldRevision_WhenTheNewOneIsBad()
    {
        var store = Store(Policy(1));
        var changes = new List<PolicyChange>();
        store.Changed += (_, change) => changes.Add(change);
        var before = store.Current;

        store.Offer(PolicyLoader.Load("version: 2", "p")).ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
        var change = changes.ShouldHaveSingleItem();
        change.Accepted.ShouldBeFalse();
        change.Errors.ShouldNotBeEmpty();
        change.Previous.ShouldBeSameAs(before);
    }

    [Fact]
    public void Announces_ANewRevisionOnce()
    {
        var store = Store(Policy(1));
        var changes = new List<PolicyChange>();
        store.Changed += (_, change) => changes.Add(change);

        store.Offer(Policy(2)).ShouldBeTrue();
        store.Offer(Policy(2)).ShouldBeTrue();

        changes.ShouldHaveSingleItem().Policy!.RevisionId.ShouldBe(store.Current.RevisionId);
    }

    [Fact]
    public async Task Readers_SeeWholeSnapshotsOnly()
    {
        var results = Enumerable.Range(1, 8).Select(Policy).ToList();
        var marks = results.ToDictionary(r => r.Policy!.RevisionId, r => r.Policy!.Applications.Keys.Single());
        var store = Store(results[0]);
        var seen = new int[1];
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                do
                {
                    var policy = store.Current;
                    policy.Applications.Keys.Single().ShouldBe(marks[policy.RevisionId]);
                    policy.Tiers.Keys.Single().ShouldBe(policy.Applications.Values.Single().Tier);
                    Interlocked.Increment(ref seen[0]);
                }
                while (!stop.IsCancellationRequested);
            },
            TestContext.Current.CancellationToken)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(w => Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    store.Offer(results[(i + w) % results.Count]);
                }
            },
            TestContext.Current.CancellationToken)));
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        seen[0].ShouldBeGreaterThanOrEqualTo(readers.Length);
    }

    internal static PolicyStore Store(PolicyResult result) => new(result.Policy!, NullLogger<PolicyStore>.Instance);

    internal static PolicyResult Policy(int number) =>
        PolicyLoader.Load(Yaml(number), "p");

    internal static string Yaml(int number) =>
        PolicyFiles.Small.Replace("id: demo,", $"id: demo{number},", StringComparison.Ordinal)
            .Replace("standard", $"tier{number}", StringComparison.Ordinal);
}
