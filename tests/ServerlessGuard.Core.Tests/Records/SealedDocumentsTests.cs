using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Records;

/// <summary>Sealed documents are documents like any other.</summary>
public sealed class SealedDocumentStoreTests : DocumentStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new SealedDocuments(
            new InMemoryDocumentStore(Clock), new InMemorySecretStore(Clock), new SeededEntropy(3), Clock,
            new RecordFaults(static () => null, static () => null, Clock));
        return ValueTask.CompletedTask;
    }
}

/// <summary>An attacker who can write documents and has no key changes none.</summary>
public sealed class SealedDocumentsTests
{
    private readonly RecordAttack _attack;

    public SealedDocumentsTests() => _attack = new(Clock);

    private HostClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Types => [.. RecordAttack.Types.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task AnEditOfAnyField_IsRefused(string type)
    {
        var edits = RecordAttack.EditsOf(RecordAttack.Types[type]).ToList();
        edits.ShouldNotBeEmpty();
        var read = new List<string>();
        foreach (var (path, body) in edits)
        {
            var key = $"k{path.Length}-{read.Count}";
            await _attack.PutAsync("p", key, RecordAttack.Types[type]);
            await _attack.OverwriteAsync("p", key, body);
            if (await _attack.ReadsAsync("p", key))
            {
                read.Add(path);
            }

            await _attack.RemoveAsync("p", key);
        }

        read.ShouldBeEmpty();
    }

    [Fact]
    public async Task NoDocument_IsReadAtAnotherPlace()
    {
        await _attack.PutAsync("p", "a", "{\"a\":1}");
        var raw = await _attack.RawAsync("p", "a");
        foreach (var (partition, key) in ((string, string)[])[("p", "b"), ("q", "a")])
        {
            await _attack.Stored.CreateAsync(partition, key, raw, null, Cancel);
            (await _attack.ReadsAsync(partition, key)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task EveryByte_IsUnderTheSeal()
    {
        await _attack.PutAsync("p", "a", "{\"a\":1}");
        var raw = (await _attack.RawAsync("p", "a")).ToArray();
        for (var at = 0; at < raw.Length; at++)
        {
            raw[at] ^= 1;
            await _attack.OverwriteRawAsync("p", "a", raw);
            (await _attack.ReadsAsync("p", "a")).ShouldBeFalse($"byte {at}");
            raw[at] ^= 1;
        }

        await _attack.OverwriteRawAsync("p", "a", raw.AsMemory(0, 20));
        (await _attack.ReadsAsync("p", "a")).ShouldBeFalse();
    }

    [Fact]
    public async Task AProlongedDocument_ExpiresAllTheSame()
    {
        var ends = Clock.GetUtcNow().AddMinutes(5);
        await _attack.Store.CreateAsync("p", "a", "x"u8.ToArray(), ends, Cancel);
        await _attack.OverwriteRawAsync("p", "a", await _attack.RawAsync("p", "a"));
        (await _attack.Store.GetAsync("p", "a", Cancel)).ShouldNotBeNull().Expires.ShouldBe(ends);
        Clock.Advance(TimeSpan.FromMinutes(6));
        (await _attack.Store.GetAsync("p", "a", Cancel)).ShouldBeNull();
        (await _attack.Store.ListAsync("p", null, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AList_GoesOnBehindADocumentThatItLeavesOut()
    {
        for (var i = 0; i < 6; i++)
        {
            await _attack.PutAsync("p", $"k{i}", "{}");
        }

        await _attack.OverwriteAsync("p", "k0", "[]");
        await _attack.OverwriteAsync("p", "k2", "[]");
        (await _attack.Store.ListAsync("p", null, 3, Cancel)).Select(static d => d.Key).ShouldBe(["k1", "k3", "k4"]);
        (await _attack.Store.ListAsync("p", "k4", 3, Cancel)).Select(static d => d.Key).ShouldBe(["k5"]);
    }

    [Fact]
    public async Task ARefusal_IsToldOnce_InTheLogAndAsAnAlert()
    {
        await _attack.PutAsync("p", "a", "{}");
        await _attack.OverwriteAsync("p", "a", "[]");
        for (var i = 0; i < 3; i++)
        {
            (await _attack.ReadsAsync("p", "a")).ShouldBeFalse();
        }

        var entry = _attack.Audit.Entries.ShouldHaveSingleItem();
        entry.Kind.ShouldBe("record.refused");
        (entry.Facts["partition"], entry.Facts["key"], entry.Facts["fault"]).ShouldBe(("p", "a", "altered"));
        _attack.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe(RecordFaults.Code);
    }

    [Fact]
    public async Task AnotherKey_OpensNothing()
    {
        await _attack.PutAsync("p", "a", "{}");
        var other = new SealedDocuments(
            _attack.Stored, new InMemorySecretStore(Clock), new SeededEntropy(77), Clock,
            new RecordFaults(static () => null, static () => null, Clock));
        await Should.ThrowAsync<RecordAlteredException>(async () => await other.GetAsync("p", "a", Cancel));
    }
}
