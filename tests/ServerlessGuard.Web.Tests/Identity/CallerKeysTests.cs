using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Identity;

public sealed class CallerKeysTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents;
    private readonly InMemorySecretStore _secrets;
    private readonly SeededEntropy _entropy = new(1);
    private readonly CallerKeys _keys;

    public CallerKeysTests()
    {
        _documents = new InMemoryDocumentStore(_clock);
        _secrets = new InMemorySecretStore(_clock);
        _keys = NewProcess();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Knows_TheKeyItMade()
    {
        var made = await CreateAsync("demo-1", CallerRoles.Auditor);
        made.Key.ShouldMatch("^sg-demo-1-[0-9A-Za-z]{49}$");
        CallerKeyText.IsWellFormed(made.Key).ShouldBeTrue();
        var valid = (await VerifyAsync(made.Key)).ShouldBeOfType<CallerKeyResult.Valid>();
        valid.Record.Principal.ShouldBe("key:demo-1");
        valid.Record.Roles.ShouldBe([CallerRoles.Auditor]);
    }

    [Fact]
    public async Task Keeps_NoSecretAtRestNorInText()
    {
        var made = await CreateAsync("demo");
        var stored = (await _documents.GetAsync("caller-keys", "demo", Token))!;
        Encoding.UTF8.GetString(stored.Body.Span).ShouldNotContain(made.Key[^20..]);
        made.ToString().ShouldNotContain(made.Key);
    }

    [Fact]
    public async Task Refuses_EveryKeyWithOneCharacterChanged()
    {
        var key = (await CreateAsync("demo")).Key;
        for (var i = 0; i < key.Length; i++)
        {
            var other = key[i] == 'a' ? 'b' : 'a';
            (await VerifyAsync(key[..i] + other + key[(i + 1)..])).ShouldBeOfType<CallerKeyResult.Invalid>();
        }
    }

    [Fact]
    public async Task Refuses_AnotherKeysSecretAndNamesThatDoNotExist()
    {
        await CreateAsync("one");
        var foreign = await new CallerKeys(new InMemoryDocumentStore(_clock), _secrets, _entropy, _clock)
            .CreateAsync("one", [], null, Token);
        (await VerifyAsync(foreign!.Key)).ShouldBe(new CallerKeyResult.Invalid("key-wrong", "one"));
        var unknown = await new CallerKeys(new InMemoryDocumentStore(_clock), _secrets, _entropy, _clock)
            .CreateAsync("two", [], null, Token);
        (await VerifyAsync(unknown!.Key)).ShouldBe(new CallerKeyResult.Invalid("key-unknown", null));
    }

    [Theory]
    [InlineData("\"auditor\"", "\"admin\"")]
    [InlineData("2026-11-24", "2099-11-24")]
    public async Task Refuses_AKeyWhoseDocumentWasChangedToAllowMore(string from, string to)
    {
        var made = await _keys.CreateAsync("demo", [CallerRoles.Auditor], _clock.GetUtcNow().AddDays(1), Token);
        var stored = (await _documents.GetAsync("caller-keys", "demo", Token))!;
        var text = Encoding.UTF8.GetString(stored.Body.Span);
        text.ShouldContain(from);
        await _documents.ReplaceAsync(
            "caller-keys", "demo", Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), stored.Version, null, Token);
        (await VerifyAsync(made!.Key)).ShouldBe(new CallerKeyResult.Invalid("key-wrong", "demo"));
    }

    [Fact]
    public async Task Refuses_AnExpiredKeyFromTheMomentItExpires()
    {
        var made = await _keys.CreateAsync("demo", [], _clock.GetUtcNow().AddHours(1), Token);
        (await VerifyAsync(made!.Key)).ShouldBeOfType<CallerKeyResult.Valid>();
        _clock.Advance(TimeSpan.FromHours(1));
        (await VerifyAsync(made.Key)).ShouldBe(new CallerKeyResult.Invalid("key-expired", "demo"));
    }

    [Fact]
    public async Task Revokes_AtOnceHereAndWithinTheLatencyElsewhere()
    {
        var key = (await CreateAsync("demo")).Key;
        var elsewhere = NewProcess();
        (await elsewhere.VerifyAsync(key, Token)).ShouldBeOfType<CallerKeyResult.Valid>();
        (await VerifyAsync(key)).ShouldBeOfType<CallerKeyResult.Valid>();
        (await _keys.RevokeAsync("demo", Token)).ShouldBeTrue();
        (await VerifyAsync(key)).ShouldBe(new CallerKeyResult.Invalid("key-revoked", "demo"));
        _clock.Advance(CallerKeys.RevocationLatency);
        (await elsewhere.VerifyAsync(key, Token)).ShouldBe(new CallerKeyResult.Invalid("key-revoked", "demo"));
        (await _keys.RevokeAsync("none", Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_KeysOfADisabledPepper()
    {
        var key = (await CreateAsync("demo")).Key;
        var version = (await _secrets.ListVersionsAsync("caller-key-pepper", Token)).Single().Version;
        await _secrets.SetEnabledAsync("caller-key-pepper", version, false, Token);
        (await NewProcess().VerifyAsync(key, Token)).ShouldBeOfType<CallerKeyResult.Invalid>();
        (await NewProcess().CreateAsync("next", [], null, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Lists_EveryKeyAndNeverGivesANameTwice()
    {
        for (var i = 0; i < 101; i++)
        {
            await CreateAsync($"k{i}");
        }

        await _keys.RevokeAsync("k5", Token);
        (await _keys.CreateAsync("k5", [], null, Token)).ShouldBeNull();
        var all = await _keys.ListAsync(Token);
        all.Count.ShouldBe(101);
        all.Single(static record => record.Revoked is not null).Name.ShouldBe("k5");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a.b")]
    public async Task Refuses_ABadName(string name) =>
        await Should.ThrowAsync<ArgumentException>(async () => await _keys.CreateAsync(name, [], null, Token));

    [Fact]
    public async Task Refuses_AnUnknownRoleAndAPastExpiry()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await _keys.CreateAsync("a", ["root"], null, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await _keys.CreateAsync("a", [], _clock.GetUtcNow(), Token));
    }

    private CallerKeys NewProcess() => new(_documents, _secrets, _entropy, _clock);

    private async Task<CreatedCallerKey> CreateAsync(string name, params string[] roles) =>
        (await _keys.CreateAsync(name, roles, null, Token))!;

    private ValueTask<CallerKeyResult> VerifyAsync(string key) => _keys.VerifyAsync(key, Token);
}
