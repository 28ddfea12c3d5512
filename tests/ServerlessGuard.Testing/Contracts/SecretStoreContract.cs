using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>The behaviour of every <see cref="ISecretStore"/>. Derive, make the store in <see cref="InitializeAsync"/>.</summary>
public abstract class SecretStoreContract : IAsyncLifetime
{
    private readonly string _name = "s-" + Guid.NewGuid().ToString("N");

    protected ISecretStore Store { get; set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Returns_TheNewestVersion()
    {
        var first = await Store.SetAsync(_name, "one", SecretAttributes.None, Cancel);
        var second = await Store.SetAsync(_name, "two", SecretAttributes.None, Cancel);
        (await Store.GetAsync(_name, Cancel)).ShouldNotBeNull().Value.ShouldBe("two");
        (await Store.GetVersionAsync(_name, first.Version.Version, Cancel)).ShouldNotBeNull().Value.ShouldBe("one");
        (await Store.ListVersionsAsync(_name, Cancel)).Select(v => v.Version).ShouldBe([second.Version.Version, first.Version.Version]);
    }

    [Fact]
    public async Task Keeps_Attributes()
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);
        await Store.SetAsync(_name, "v", new SecretAttributes
        {
            Expires = expires,
            ContentType = "text/plain",
            Tags = new Dictionary<string, string> { ["cycle"] = "7" }
        }, Cancel);
        var version = (await Store.GetAsync(_name, Cancel)).ShouldNotBeNull().Version;
        version.Enabled.ShouldBeTrue();
        version.Attributes.Expires.ShouldBe(expires);
        version.Attributes.ContentType.ShouldBe("text/plain");
        version.Attributes.Tags["cycle"].ShouldBe("7");
    }

    [Fact]
    public async Task Fails_ToReadADisabledCurrentVersion_ThoughAnOlderOneIsEnabled()
    {
        var old = await Store.SetAsync(_name, "old", SecretAttributes.None, Cancel);
        var current = await Store.SetAsync(_name, "current", SecretAttributes.None, Cancel);
        (await Store.SetEnabledAsync(_name, current.Version.Version, false, Cancel)).ShouldBeTrue();
        await Should.ThrowAsync<SecretDisabledException>(async () => await Store.GetAsync(_name, Cancel));
        await Should.ThrowAsync<SecretDisabledException>(async () => await Store.GetVersionAsync(_name, current.Version.Version, Cancel));
        (await Store.GetVersionAsync(_name, old.Version.Version, Cancel)).ShouldNotBeNull().Value.ShouldBe("old");
        (await Store.ListVersionsAsync(_name, Cancel))[0].Enabled.ShouldBeFalse();
        await Store.SetEnabledAsync(_name, current.Version.Version, true, Cancel);
        (await Store.GetAsync(_name, Cancel)).ShouldNotBeNull().Value.ShouldBe("current");
    }

    [Fact]
    public async Task Finds_NothingWhereNothingIs()
    {
        (await Store.GetAsync(_name, Cancel)).ShouldBeNull();
        (await Store.GetVersionAsync(_name, "0123456789abcdef0123456789abcdef", Cancel)).ShouldBeNull();
        (await Store.SetEnabledAsync(_name, "0123456789abcdef0123456789abcdef", true, Cancel)).ShouldBeFalse();
        (await Store.ListVersionsAsync(_name, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Loses_NoVersion_UnderRaces()
    {
        var set = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => Task.Run(async () => await Store.SetAsync(_name, $"{i}", SecretAttributes.None, Cancel))));
        (await Store.ListVersionsAsync(_name, Cancel))
            .Select(v => v.Version)
            .ShouldBe(set.Select(s => s.Version.Version), ignoreOrder: true);
    }

    [Fact]
    public async Task Takes_NamesWithoutRegardToCase()
    {
        await Store.SetAsync(_name.ToUpperInvariant(), "v", SecretAttributes.None, Cancel);
        (await Store.GetAsync(_name, Cancel)).ShouldNotBeNull().Value.ShouldBe("v");
    }

    [Fact]
    public async Task Shows_NoValueInText()
    {
        var secret = await Store.SetAsync(_name, "hunter2-value", SecretAttributes.None, Cancel);
        $"{secret} {secret.Version} {Store}".ShouldNotContain("hunter2-value");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData("a b")]
    [InlineData("ü")]
    public async Task Refuses_AHostileName(string name)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.SetAsync(name, "v", SecretAttributes.None, Cancel));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.GetAsync(name, Cancel));
    }
}
