using System.Text.Json.Serialization;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Journals;

/// <summary>The smallest machine on a journal: it counts to <see cref="Last"/>, one act at a time, and keeps what others add.</summary>
internal sealed class CounterHarness : FaultHarness
{
    public const string Id = "counter";
    public const int Last = 5;

    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    public CounterHarness() => Documents = new InMemoryDocumentStore(Clock);

    public InMemoryDocumentStore Documents { get; }

    public IEntropy Entropy { get; } = new SeededEntropy(5);

    /// <summary>The acts that were done, by whom: an act may be done again after a crash, never by two at once.</summary>
    public List<(int Act, string Owner)> Acts { get; } = [];

    /// <summary>The additions whose answer was not lost.</summary>
    public List<string> Added { get; } = [];

    public CounterWorker Worker(params IEnumerable<Fault> faults) => new(this, faults);

    public ValueTask<CounterState> StateAsync() => new CounterJournal(Documents).ReadAsync(Id, CancellationToken.None);

    /// <summary>Nothing fails any more: the count must end, with all that was added and the lease given up.</summary>
    public async Task RecoverAsync()
    {
        for (var turn = 0; turn < 20 && (IsCallPending || await StateAsync() is { Count: < Last } or { LeaseOwner: not null }); turn++)
        {
            await AdvanceAsync(Length);
            await Worker().AdvanceAsync();
        }

        var state = await StateAsync();
        state.LeaseOwner.ShouldBeNull();
        state.Count.ShouldBe(Last);
        state.Owners.Count.ShouldBe(Last);
        state.Added.ShouldBeUnique();
        Added.ShouldBeSubsetOf(state.Added);
        Acts.Select(static a => a.Act).Distinct().ShouldBe(Enumerable.Range(1, Last));
    }

    /// <summary>The worker that acts is the one that the journal names, and no act before the journalled ones is done again.</summary>
    public async Task ActAsync(int act, string owner)
    {
        var state = await StateAsync();
        state.LeaseOwner.ShouldBe(owner);
        state.Count.ShouldBe(act - 1);
        state.Intent.ShouldBe(act);
        Acts.Add((act, owner));
    }

    protected override async Task WorkMeanwhileAsync(TimeSpan stall)
    {
        await AdvanceAsync(stall / 2);
        await Worker().AdvanceAsync();
        await Worker().AddAsync($"meanwhile-{Struck}");
        await AdvanceAsync(stall / 2);
        await Worker().AdvanceAsync();
    }
}

/// <summary>A process that counts: it journals the intent, acts, and journals the act.</summary>
internal sealed class CounterWorker
{
    /// <summary>
    /// Longer than the lease. Between an intent and its act, and until a lost act acts, less, as a machine's call timeout sees to.
    /// </summary>
    private static readonly TimeSpan LongStall = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private readonly CounterHarness _world;
    private readonly FaultyCalls _calls;
    private readonly CounterJournal _journal;
    private readonly Leases _leases;

    public CounterWorker(CounterHarness world, IEnumerable<Fault> faults)
    {
        (_world, _calls) = (world, new FaultyCalls(world, faults, Late));
        _journal = new CounterJournal(new FaultyStores(_calls, world.Documents, new InMemoryAuditLog(), LongStall));
        _leases = new Leases(world.Entropy, world.Clock);
    }

    public async Task AddAsync(string item)
    {
        await _journal.ChangeAsync(
            CounterHarness.Id, state => state.Added.Contains(item) ? null : state with { Added = [.. state.Added, item] },
            CancellationToken.None);
        _world.Added.Add(item);
    }

    public async Task AdvanceAsync()
    {
        if ((await _journal.ReadAsync(CounterHarness.Id, CancellationToken.None)) is { Count: >= CounterHarness.Last, LeaseOwner: null }
            || await _leases.TakeAsync(_journal, CounterHarness.Id, CounterHarness.Length, CancellationToken.None) is not { } lease)
        {
            return;
        }

        try
        {
            while (lease.State.Count < CounterHarness.Last)
            {
                var (act, began) = (lease.State.Count + 1, _world.Clock.GetUtcNow());
                await lease.WriteAsync(state => state with { Intent = act }, CancellationToken.None);
                if (_world.Clock.GetUtcNow() - began > Stall)
                {
                    throw new LeaseLostException();
                }

                await _calls.StoreAsync(Stall, async () =>
                {
                    await _world.ActAsync(act, lease.Owner);
                    return true;
                });
                await lease.WriteAsync(
                    state => state with { Count = act, Intent = null, Owners = [.. state.Owners, lease.Owner] }, CancellationToken.None);
            }
        }
        catch (LeaseLostException)
        {
            return;
        }

        await lease.ReleaseAsync(CancellationToken.None);
    }
}

internal sealed class CounterJournal(
    IDocumentStore documents) : Journal<CounterState>(documents, "counters", CounterJson.Default.CounterState)
{
    protected override CounterState Empty(string id) => new();
}

internal sealed record CounterState : ILeasedDocument<CounterState>
{
    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public int Count { get; init; }

    public int? Intent { get; init; }

    /// <summary>The worker that journalled each act.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    public IReadOnlyList<string> Added { get; init; } = [];

    public CounterState WithLease(string? owner, DateTimeOffset? until) => this with { LeaseOwner = owner, LeaseUntil = until };
}

[JsonSerializable(typeof(CounterState))]
internal sealed partial class CounterJson : JsonSerializerContext;
