using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class TableDocumentStoreContractTests(AzuriteServer azurite) : DocumentStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new TableDocumentStore(AzuriteStores.Clients(azurite), Clock, new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }
}

public sealed class TableDocumentStoreTests(AzuriteServer azurite)
{
    private readonly string _partition = "p-" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KnowsItsOwnWrite_WhenOnlyTheAnswerWasLost()
    {
        var adding = LostResponses.EverySecond(global::Azure.Core.RequestMethod.Post);
        var added = (await Store(adding.Policy).CreateAsync(_partition, "k", "a"u8.ToArray(), null, Cancel)).ShouldNotBeNull();
        adding.Lost.ShouldBeGreaterThan(0);

        var replacing = LostResponses.EverySecond(global::Azure.Core.RequestMethod.Put);
        var replaced = (await Store(replacing.Policy).ReplaceAsync(_partition, "k", "b"u8.ToArray(), added.Version, null, Cancel))
            .ShouldNotBeNull();
        replacing.Lost.ShouldBeGreaterThan(0);
        (await Store().GetAsync(_partition, "k", Cancel)).ShouldNotBeNull().Version.ShouldBe(replaced.Version);
        (await Store(LostResponses.EverySecond(global::Azure.Core.RequestMethod.Post).Policy)
            .CreateAsync(_partition, "k", "c"u8.ToArray(), null, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(TableDocumentStore.LongestInline)]
    [InlineData(TableDocumentStore.LongestInline + 1)]
    [InlineData(10 << 20)]
    public async Task Keeps_ABodyOfAnyLength(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);
        var store = Store();
        var made = (await store.CreateAsync(_partition, "k", body, null, Cancel)).ShouldNotBeNull();
        (await store.GetAsync(_partition, "k", Cancel)).ShouldNotBeNull().Body.Span.SequenceEqual(body).ShouldBeTrue();
        body[^1] ^= 1;
        var replaced = (await store.ReplaceAsync(_partition, "k", body, made.Version, null, Cancel)).ShouldNotBeNull();
        (await store.ListAsync(_partition, null, 2, Cancel)).ShouldHaveSingleItem().Body.Span.SequenceEqual(body).ShouldBeTrue();
        (await LongBodiesAsync()).ShouldBe(length > TableDocumentStore.LongestInline ? 1 : 0);
        (await store.DeleteAsync(_partition, "k", replaced.Version, Cancel)).ShouldBeTrue();
        (await LongBodiesAsync()).ShouldBe(0);
    }

    /// <summary>The old long body goes when the new one is referred to: a reader between sees one of them whole.</summary>
    [Fact]
    public async Task Reads_WholeLongBodies_WhileTheyAreReplaced()
    {
        var store = Store();
        var document = (await store.CreateAsync(_partition, "k", Filled(0), null, Cancel)).ShouldNotBeNull();
        var writing = Task.Run(
            async () =>
            {
                for (byte i = 1; i <= 25; i++)
                {
                    document = (await store.ReplaceAsync(_partition, "k", Filled(i), document.Version, null, Cancel)).ShouldNotBeNull();
                }
            },
            Cancel);
        while (!writing.IsCompleted)
        {
            var body = (await store.GetAsync(_partition, "k", Cancel)).ShouldNotBeNull().Body;
            body.Span.ContainsAnyExcept(body.Span[0]).ShouldBeFalse();
            (await store.ListAsync(_partition, null, 10, Cancel)).ShouldHaveSingleItem();
        }

        await writing;

        static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 70_000)];
    }

    /// <summary>A host whose clock is wrong judges expiry by it, and nothing else.</summary>
    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task Judges_ConflictsByTheServicesVersions_WhateverTheClockSays(int skew)
    {
        var store = Store(clock: new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(skew)));
        var made = (await store.CreateAsync(_partition, "k", "a"u8.ToArray(), null, Cancel)).ShouldNotBeNull();
        var replaced = (await Store().ReplaceAsync(_partition, "k", "b"u8.ToArray(), made.Version, null, Cancel)).ShouldNotBeNull();
        (await store.ReplaceAsync(_partition, "k", "c"u8.ToArray(), made.Version, null, Cancel)).ShouldBeNull();
        (await store.ReplaceAsync(_partition, "k", "c"u8.ToArray(), replaced.Version, null, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Tells_AnAccountThatRefuses_WithoutNamesOrTheServicesWords()
    {
        azurite.Require();
        var wrong = azurite.ConnectionString.Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal);
        var clients = new StorageClients(new() { ConnectionString = wrong }, static () => throw new InvalidOperationException());
        var store = new TableDocumentStore(clients, TimeProvider.System, new SystemEntropy(TimeProvider.System));
        var refused = await Should.ThrowAsync<StoreUnavailableException>(
            async () => await store.CreateAsync("cases-erika", "mustermann", "content"u8.ToArray(), null, Cancel));
        refused.Message.ShouldContain("403");
        foreach (var hidden in (string[])["erika", "mustermann", "content", "AAAA", "Authorization"])
        {
            refused.ToString().ShouldNotContain(hidden);
        }
    }

    private TableDocumentStore Store(Action<global::Azure.Core.ClientOptions>? configure = null, TimeProvider? clock = null) =>
        new(AzuriteStores.Clients(azurite, configure), clock ?? TimeProvider.System, new SystemEntropy(TimeProvider.System));

    private async Task<int> LongBodiesAsync()
    {
        var count = 0;
        await foreach (var _ in new AzureBlobStore(AzuriteStores.Clients(azurite), "documents-long", new SystemEntropy(TimeProvider.System))
            .ListAsync(_partition + "/", Cancel))
        {
            count++;
        }

        return count;
    }
}
