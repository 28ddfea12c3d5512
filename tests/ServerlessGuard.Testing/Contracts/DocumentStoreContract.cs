using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>The behaviour of every <see cref="IDocumentStore"/>. Derive, make the store in <see cref="InitializeAsync"/>.</summary>
public abstract class DocumentStoreContract : IAsyncLifetime
{
    private readonly string _partition = "p-" + Guid.NewGuid().ToString("N");

    protected HostClock Clock { get; } = new(DateTimeOffset.UtcNow);

    protected IDocumentStore Store { get; set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Returns_WhatWasCreated()
    {
        var expires = Clock.GetUtcNow().AddDays(2);
        var created = await Store.CreateAsync(_partition, "k", new byte[] { 0, 255, 7 }, expires, Cancel);
        var read = await Store.GetAsync(_partition, "k", Cancel);
        read.ShouldNotBeNull();
        read.Body.ToArray().ShouldBe([0, 255, 7]);
        read.Version.ShouldBe(created.ShouldNotBeNull().Version);
        read.Expires.ShouldBe(expires);
        (read.Partition, read.Key).ShouldBe((_partition, "k"));
    }

    [Fact]
    public async Task Keeps_AnEmptyBody()
    {
        await Store.CreateAsync(_partition, "empty", default, null, Cancel);
        (await Store.GetAsync(_partition, "empty", Cancel)).ShouldNotBeNull().Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Creates_Once()
    {
        (await Store.CreateAsync(_partition, "k", Text("a"), null, Cancel)).ShouldNotBeNull();
        (await Store.CreateAsync(_partition, "k", Text("b"), null, Cancel)).ShouldBeNull();
        (await ReadAsync("k")).ShouldBe("a");
    }

    [Fact]
    public async Task Creates_ForOneOfManyAtOnce()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => Task.Run(async () => await Store.CreateAsync(_partition, "race", Text($"{i}"), null, Cancel))));
        var winner = tries.Where(t => t is not null).ShouldHaveSingleItem();
        (await ReadAsync("race")).ShouldBe(Encoding.UTF8.GetString(winner!.Body.Span));
    }

    [Fact]
    public async Task Replaces_OnlyTheVersionThatWasRead()
    {
        var first = (await Store.CreateAsync(_partition, "k", Text("a"), null, Cancel)).ShouldNotBeNull();
        var second = (await Store.ReplaceAsync(_partition, "k", Text("b"), first.Version, null, Cancel)).ShouldNotBeNull();
        second.Version.ShouldNotBe(first.Version);
        (await Store.ReplaceAsync(_partition, "k", Text("c"), first.Version, null, Cancel)).ShouldBeNull();
        (await ReadAsync("k")).ShouldBe("b");
    }

    [Fact]
    public async Task Loses_NoIncrement_UnderRaces()
    {
        await Store.CreateAsync(_partition, "n", Text("0"), null, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var read = (await Store.GetAsync(_partition, "n", Cancel)).ShouldNotBeNull();
                var next = int.Parse(Encoding.UTF8.GetString(read.Body.Span), System.Globalization.CultureInfo.InvariantCulture) + 1;
                done += await Store.ReplaceAsync(_partition, "n", Text($"{next}"), read.Version, null, Cancel) is null ? 0 : 1;
            }
        })));
        (await ReadAsync("n")).ShouldBe("40");
    }

    [Fact]
    public async Task Refuses_TheVersionOfADocumentThatWasDeletedAndMadeAgain()
    {
        var old = (await Store.CreateAsync(_partition, "k", Text("a"), null, Cancel)).ShouldNotBeNull();
        (await Store.DeleteAsync(_partition, "k", old.Version, Cancel)).ShouldBeTrue();
        await Store.CreateAsync(_partition, "k", Text("a"), null, Cancel);
        (await Store.ReplaceAsync(_partition, "k", Text("b"), old.Version, null, Cancel)).ShouldBeNull();
        (await Store.DeleteAsync(_partition, "k", old.Version, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Deletes_ForOneOfManyAtOnce()
    {
        var document = (await Store.CreateAsync(_partition, "race", Text("a"), null, Cancel)).ShouldNotBeNull();
        var deleted = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(async () => await Store.DeleteAsync(_partition, "race", document.Version, Cancel))));
        deleted.Count(static d => d).ShouldBe(1);
    }

    /// <summary>Versions decide who wins, whatever the hosts take the time to be.</summary>
    [Fact]
    public async Task Orders_WritesByVersion_NotByAnyClock()
    {
        Clock.Ahead = TimeSpan.FromDays(1);
        var ahead = (await Store.CreateAsync(_partition, "k", Text("a"), null, Cancel)).ShouldNotBeNull();
        Clock.Ahead = TimeSpan.FromDays(-1);
        var behind = (await Store.ReplaceAsync(_partition, "k", Text("b"), ahead.Version, null, Cancel)).ShouldNotBeNull();
        Clock.Ahead = TimeSpan.FromDays(1);
        (await Store.ReplaceAsync(_partition, "k", Text("c"), ahead.Version, null, Cancel)).ShouldBeNull();
        (await Store.DeleteAsync(_partition, "k", ahead.Version, Cancel)).ShouldBeFalse();
        (await Store.GetAsync(_partition, "k", Cancel)).ShouldNotBeNull().Version.ShouldBe(behind.Version);
    }

    /// <summary>A host that is ahead lets a document end early; one that is behind then holds a version that is worth nothing.</summary>
    [Fact]
    public async Task Brings_NothingBack_WhereClocksAreApart()
    {
        var old = (await Store.CreateAsync(_partition, "k", Text("a"), Clock.GetUtcNow().AddMinutes(5), Cancel)).ShouldNotBeNull();
        Clock.Ahead = TimeSpan.FromMinutes(6);
        (await Store.GetAsync(_partition, "k", Cancel)).ShouldBeNull();
        (await Store.ReplaceAsync(_partition, "k", Text("b"), old.Version, null, Cancel)).ShouldBeNull();
        (await Store.CreateAsync(_partition, "k", Text("c"), null, Cancel)).ShouldNotBeNull();
        Clock.Ahead = TimeSpan.FromMinutes(-6);
        (await Store.ReplaceAsync(_partition, "k", Text("d"), old.Version, null, Cancel)).ShouldBeNull();
        (await Store.DeleteAsync(_partition, "k", old.Version, Cancel)).ShouldBeFalse();
        (await ReadAsync("k")).ShouldBe("c");
    }

    [Fact]
    public async Task Finds_NothingWhereNothingIs()
    {
        (await Store.GetAsync(_partition, "none", Cancel)).ShouldBeNull();
        (await Store.ReplaceAsync(_partition, "none", Text("a"), "1", null, Cancel)).ShouldBeNull();
        (await Store.DeleteAsync(_partition, "none", "1", Cancel)).ShouldBeFalse();
        (await Store.ListAsync(_partition, null, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hides_WhatHasExpired()
    {
        var expires = Clock.GetUtcNow().AddMinutes(1);
        var document = (await Store.CreateAsync(_partition, "k", Text("a"), expires, Cancel)).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromSeconds(59));
        (await ReadAsync("k")).ShouldBe("a");
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await Store.GetAsync(_partition, "k", Cancel)).ShouldBeNull();
        (await Store.ListAsync(_partition, null, 10, Cancel)).ShouldBeEmpty();
        (await Store.ReplaceAsync(_partition, "k", Text("b"), document.Version, null, Cancel)).ShouldBeNull();
        (await Store.DeleteAsync(_partition, "k", document.Version, Cancel)).ShouldBeFalse();
        (await Store.CreateAsync(_partition, "k", Text("c"), null, Cancel)).ShouldNotBeNull();
        (await ReadAsync("k")).ShouldBe("c");
    }

    [Fact]
    public async Task Lists_InOrdinalOrder_PageByPage()
    {
        string[] keys = ["B", "a", "a-", "a.b", "a:1", "a@", "a~", "b", "_", "10", "9"];
        foreach (var key in keys)
        {
            await Store.CreateAsync(_partition, key, Text(key), null, Cancel);
        }

        await Store.CreateAsync(_partition + "x", "other", Text("x"), null, Cancel);
        var listed = new List<string>();
        for (string? after = null; ;)
        {
            var page = await Store.ListAsync(_partition, after, 3, Cancel);
            if (page.Count == 0)
            {
                break;
            }

            page.Count.ShouldBeLessThanOrEqualTo(3);
            listed.AddRange(page.Select(d => d.Key));
            after = page[^1].Key;
        }

        listed.ShouldBe(keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a'--")]
    [InlineData("a\0")]
    [InlineData("#")]
    public async Task Refuses_AHostileName(string name)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.CreateAsync(_partition, name, Text("a"), null, Cancel));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.GetAsync(name, "k", Cancel));
    }

    [Fact]
    public async Task Keeps_TheLongestKeyAndTenMebibytes()
    {
        var key = new string('k', 512);
        var body = new byte[10 << 20];
        new Random(1).NextBytes(body);
        var first = (await Store.CreateAsync(_partition, key, Text("small"), null, Cancel)).ShouldNotBeNull();
        var large = (await Store.ReplaceAsync(_partition, key, body, first.Version, null, Cancel)).ShouldNotBeNull();
        (await Store.GetAsync(_partition, key, Cancel)).ShouldNotBeNull().Body.Span.SequenceEqual(body).ShouldBeTrue();
        (await Store.ReplaceAsync(_partition, key, body.AsMemory(1), first.Version, null, Cancel)).ShouldBeNull();
        (await Store.ReplaceAsync(_partition, key, Text("small again"), large.Version, null, Cancel)).ShouldNotBeNull();
        (await ReadAsync(key)).ShouldBe("small again");
        await Should.ThrowAsync<ArgumentException>(async () => await Store.GetAsync(_partition, key + "k", Cancel));
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<string?> ReadAsync(string key) =>
        await Store.GetAsync(_partition, key, Cancel) is { } document ? Encoding.UTF8.GetString(document.Body.Span) : null;
}
