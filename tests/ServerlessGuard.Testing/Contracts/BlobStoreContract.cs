using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>The behaviour of every <see cref="IBlobStore"/>. Derive, make an empty store in <see cref="InitializeAsync"/>.</summary>
public abstract class BlobStoreContract : IAsyncLifetime
{
    protected IBlobStore Store { get; set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Writes_Once()
    {
        (await CreateAsync("a/b", "one")).ShouldBeTrue();
        (await CreateAsync("a/b", "two")).ShouldBeFalse();
        (await ReadAsync("a/b")).ShouldBe("one");
    }

    [Fact]
    public async Task Writes_ForOneOfManyAtOnce()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => CreateAsync("race", $"{i}"))));
        won.Count(w => w).ShouldBe(1);
        (await ReadAsync("race")).ShouldBe($"{Array.IndexOf(won, true)}");
    }

    [Fact]
    public async Task Replaces_WithPut()
    {
        await PutAsync("c", "a longer first text");
        await PutAsync("c", "two");
        (await ReadAsync("c")).ShouldBe("two");
    }

    [Fact]
    public async Task Shows_NoPartialBlob_WhenTheSourceFails()
    {
        await Should.ThrowAsync<InvalidDataException>(async () => await Store.CreateAsync("broken", new BreakingStream(), Cancel));
        (await Store.OpenReadAsync("broken", Cancel)).ShouldBeNull();
        await PutAsync("kept", "whole");
        await Should.ThrowAsync<InvalidDataException>(async () => await Store.PutAsync("kept", new BreakingStream(), Cancel));
        (await ReadAsync("kept")).ShouldBe("whole");
        (await ListAsync("")).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Keeps_ANameAndAFolderOfThatName()
    {
        (await CreateAsync("x", "blob")).ShouldBeTrue();
        (await CreateAsync("x/y", "below")).ShouldBeTrue();
        (await ReadAsync("x")).ShouldBe("blob");
        (await ReadAsync("x/y")).ShouldBe("below");
    }

    [Fact]
    public async Task Lists_ByPrefix_InOrdinalOrder()
    {
        string[] names = ["t", "t-1", "t.1", "t/1", "t/a/1", "t/a.b", "t0", "T", "u/1", ".hidden", "t/.x"];
        foreach (var name in names)
        {
            await CreateAsync(name, name);
        }

        (await ListAsync("")).ShouldBe(names.Order(StringComparer.Ordinal));
        (await ListAsync("t/")).ShouldBe(names.Where(n => n.StartsWith("t/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        (await ListAsync("t/a")).ShouldBe(["t/a.b", "t/a/1"]);
        (await ListAsync("none")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deletes_Once()
    {
        await CreateAsync("d", "x");
        (await Store.DeleteAsync("d", Cancel)).ShouldBeTrue();
        (await Store.DeleteAsync("d", Cancel)).ShouldBeFalse();
        (await Store.OpenReadAsync("d", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_EmptyAndLargeContent()
    {
        await CreateAsync("empty", "");
        (await ReadAsync("empty")).ShouldBe("");
        var bytes = new byte[10 << 20];
        new Random(3).NextBytes(bytes);
        using var source = new MemoryStream(bytes);
        await Store.CreateAsync("large", source, Cancel);
        await using var stream = (await Store.OpenReadAsync("large", Cancel)).ShouldNotBeNull();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancel);
        read.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("a~")]
    [InlineData("a\0b")]
    [InlineData("C:x")]
    [InlineData("%2e%2e/x")]
    public async Task Refuses_AHostileName(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => CreateAsync(name, "x"));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.OpenReadAsync(name, Cancel));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.DeleteAsync(name, Cancel));
    }

    private async Task<bool> CreateAsync(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Store.CreateAsync(name, content, Cancel);
    }

    private async Task PutAsync(string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Store.PutAsync(name, content, Cancel);
    }

    private async Task<string> ReadAsync(string name)
    {
        using var reader = new StreamReader((await Store.OpenReadAsync(name, Cancel)).ShouldNotBeNull());
        return await reader.ReadToEndAsync(Cancel);
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Store.ListAsync(prefix, Cancel))
        {
            names.Add(name);
        }

        return names;
    }
}
