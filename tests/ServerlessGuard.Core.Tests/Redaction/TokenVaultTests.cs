using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class TokenVaultTests
{
    private static readonly TokenScope Scope = new("claims-assistant", "key:alice", "conversation-17");
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 10, 30, 0, TimeSpan.Zero));
    private readonly PlainKeyRing _ring = new();
    private readonly CountingEntropy _entropy = new();
    private readonly MemoryDocuments _store;

    public TokenVaultTests() => _store = new MemoryDocuments(_clock);

    [Fact]
    public async Task Restores_InALaterSession_OfTheSameScope()
    {
        var token = await IssueAsync("joe@example.com");
        _clock.Advance(TimeSpan.FromHours(5));
        var later = await OpenAsync(Scope);
        Restorer.Restore($"to {token}", later).Text.ShouldBe("to joe@example.com");
        Redact("joe@example.com", later).ShouldBe(token);
        later.HasUnsaved.ShouldBeFalse();
    }

    [Theory]
    [InlineData("other", "key:alice", "conversation-17")]
    [InlineData("claims-assistant", "key:bob", "conversation-17")]
    [InlineData("claims-assistant", "key:alice", "conversation-18")]
    [InlineData("claims-assistantkey:alice", "", "conversation-17")]
    public async Task Restores_Nothing_InAnotherScope(string application, string caller, string conversation)
    {
        var token = await IssueAsync("joe@example.com");
        var other = await OpenAsync(new TokenScope(application, caller, conversation));
        Restorer.Restore(token, other).Text.ShouldBe(token);
        Redact("joe@example.com", other).ShouldNotBe(token);
    }

    [Fact]
    public async Task Stores_NeitherValues_NorScopeNames()
    {
        await IssueAsync("joe@example.com");
        foreach (var document in _store.All.Values)
        {
            var all = document.Partition + document.Key + Encoding.Latin1.GetString(document.Body.Span)
                + Encoding.Unicode.GetString(document.Body.Span);
            foreach (var word in new[] { "joe", "example", "alice", "claims", "conversation" })
            {
                all.ShouldNotContain(word);
            }
        }
    }

    [Fact]
    public async Task Fails_WhenARecord_WasMovedFromAnotherScope()
    {
        await IssueAsync("joe@example.com");
        var partition = _store.All.Keys.Single(key => key.Key == "scope").Partition;
        var bundle = _store.All.Values.Single(document => document.Key.StartsWith("b-", StringComparison.Ordinal));
        await OpenAsync(Scope with { Caller = "key:bob" });
        var other = _store.All.Keys.Single(key => key.Key == "scope" && key.Partition != partition).Partition;
        await _store.CreateAsync(other, bundle.Key, bundle.Body, bundle.Expires, TestContext.Current.CancellationToken);
        await Should.ThrowAsync<CryptographicException>(async () => await OpenAsync(Scope with { Caller = "key:bob" }));
    }

    [Fact]
    public async Task Fails_WhenAnyByteOfARecord_WasAltered()
    {
        await IssueAsync("joe@example.com");
        var bundle = _store.All.Values.Single(document => document.Key.StartsWith("b-", StringComparison.Ordinal));
        for (var i = bundle.Body.Length - 60; i < bundle.Body.Length; i++)
        {
            var body = bundle.Body.ToArray();
            body[i] ^= 1;
            _store.All[(bundle.Partition, bundle.Key)] = bundle with { Body = body };
            await Should.ThrowAsync<CryptographicException>(async () => await OpenAsync(Scope));
        }
    }

    [Fact]
    public async Task Forgets_AfterItsTimeToLive_ButKeepsTheScopesTokens()
    {
        var token = await IssueAsync("joe@example.com");
        _clock.Advance(Lifetime + TimeSpan.FromMinutes(1));
        var later = await OpenAsync(Scope);
        Restorer.Restore(token, later).Text.ShouldBe(token);
        Redact("joe@example.com", later).ShouldBe(token);
    }

    [Fact]
    public async Task Agrees_WhenTwoInteractions_IssueAtOnce()
    {
        var (first, second) = (await OpenAsync(Scope), await OpenAsync(Scope));
        var token = Redact("joe@example.com and jo@e.de", first);
        Redact("jo@e.de or joe@example.com", second).Split(' ')[2].ShouldBe(token.Split(' ')[0]);
        await first.SaveAsync(TestContext.Current.CancellationToken);
        await second.SaveAsync(TestContext.Current.CancellationToken);
        Restorer.Restore(token, await OpenAsync(Scope)).Text.ShouldBe("joe@example.com and jo@e.de");
    }

    [Fact]
    public async Task Keeps_TokensUnsaved_WhenTheStoreIsDown()
    {
        var session = await OpenAsync(Scope);
        var token = Redact("joe@example.com", session);
        _store.Down = true;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await session.SaveAsync(TestContext.Current.CancellationToken));
        session.HasUnsaved.ShouldBeTrue();
        _store.Down = false;
        await session.SaveAsync(TestContext.Current.CancellationToken);
        Restorer.Restore(token, await OpenAsync(Scope)).Text.ShouldBe("joe@example.com");
    }

    [Fact]
    public async Task Asks_TheKeyRing_AtMostOnceAQuarterOfAnHourPerKey()
    {
        await IssueAsync("joe@example.com");
        var vault = Vault();
        for (var i = 0; i < 50; i++)
        {
            await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        }

        _ring.Unwraps.ShouldBe(2);
        _clock.Advance(TimeSpan.FromMinutes(16));
        await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        _ring.Unwraps.ShouldBe(4);
    }

    [Fact]
    public async Task Spreads_ManyTokens_OverRecordsOfBoundedSize()
    {
        var session = await OpenAsync(Scope);
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"joe{i}@example.com"));
        var redacted = Redact(text, session);
        await session.SaveAsync(TestContext.Current.CancellationToken);
        _store.All.Values.ShouldAllBe(document => document.Body.Length <= 64 * 1024);
        Restorer.Restore(redacted, await OpenAsync(Scope)).Text.ShouldBe(text);
    }

    [Fact]
    public async Task Keeps_EveryUnit_OfAValue_EvenHalfAPair()
    {
        var session = await OpenAsync(Scope);
        var token = session.Issue("note", "a\uD83D\0b")!;
        await session.SaveAsync(TestContext.Current.CancellationToken);
        Restorer.Restore(token, await OpenAsync(Scope)).Text.ShouldBe("a\uD83D\0b");
    }

    [Fact]
    public async Task Reads_AScope_OnceASecond_HoweverManyOpenIt()
    {
        await IssueAsync("joe@example.com");
        var vault = Vault();
        await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        var reads = _store.Reads;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => vault.OpenAsync(Scope, TestContext.Current.CancellationToken).AsTask()));
        _store.Reads.ShouldBe(reads);
        _clock.Advance(ScopeCache.KeptFor);
        await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        _store.Reads.ShouldBeGreaterThan(reads);
    }

    [Fact]
    public async Task Finds_WhatItSaved_InItsNextSession()
    {
        var vault = Vault();
        var first = await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        var waiting = await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        var token = Redact("joe@example.com", first);
        await first.SaveAsync(TestContext.Current.CancellationToken);
        Restorer.Restore(token, await vault.OpenAsync(Scope, TestContext.Current.CancellationToken)).Text.ShouldBe("joe@example.com");
        waiting.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Sees_AnotherInstancesTokens_AfterASecond()
    {
        var vault = Vault();
        await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        var token = await IssueAsync("joe@example.com");
        _clock.Advance(ScopeCache.KeptFor);
        Restorer.Restore(token, await vault.OpenAsync(Scope, TestContext.Current.CancellationToken)).Text.ShouldBe("joe@example.com");
    }

    [Fact]
    public async Task Reads_Anew_AfterAReadingThatFailed()
    {
        await IssueAsync("joe@example.com");
        var vault = Vault();
        _store.Down = true;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await vault.OpenAsync(Scope, TestContext.Current.CancellationToken));
        _store.Down = false;
        (await vault.OpenAsync(Scope, TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_Anew_AfterASaveThatFailed()
    {
        var vault = Vault();
        var session = await vault.OpenAsync(Scope, TestContext.Current.CancellationToken);
        Redact("joe@example.com", session);
        _store.Down = true;
        await Should.ThrowAsync<StoreUnavailableException>(async () => await session.SaveAsync(TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await vault.OpenAsync(Scope, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Writes_OneRecord_ForABurstOfEqualRequests()
    {
        var vault = Vault();
        var sessions = await Task.WhenAll(
            Enumerable.Range(0, 28).Select(_ => vault.OpenAsync(Scope, TestContext.Current.CancellationToken).AsTask()));
        foreach (var session in sessions)
        {
            Redact("joe@example.com and jo@e.de", session);
        }

        await Task.WhenAll(sessions.Select(static session => session.SaveAsync(TestContext.Current.CancellationToken).AsTask()));
        Bundles().ShouldBe(1);
    }

    [Fact]
    public void Names_RecordsAlike_OnlyForTheSameTokensOfTheSameMinute()
    {
        var secret = new byte[32];
        var tokens = new ScopeTokens(secret, []);
        var now = _clock.GetUtcNow();
        var name = tokens.BundleName([new TokenEntry("email", "2AAAA2", "joe@example.com")], now);
        tokens.BundleName([new TokenEntry("email", "2AAAA2", "jo@e.de")], now).ShouldNotBe(name);
        tokens.BundleName([new TokenEntry("email", "2AAAA2", "joe@example.com", "#")], now).ShouldNotBe(name);
        tokens.BundleName([new TokenEntry("email", "2AAAA2", "joe@example.com")], now.AddMinutes(1)).ShouldNotBe(name);
        new ScopeTokens(secret, []).BundleName([new TokenEntry("email", "2AAAA2", "joe@example.com")], now).ShouldBe(name);
        secret[0] = 1;
        new ScopeTokens(secret, []).BundleName([new TokenEntry("email", "2AAAA2", "joe@example.com")], now).ShouldNotBe(name);
    }

    [Fact]
    public void Restores_NoCode_ThatStandsForTwoValues()
    {
        var tokens = new ScopeTokens(
            new byte[32], [new TokenEntry("email", "2AAAA2", "joe@example.com"), new TokenEntry("email", "2AAAA2", "jo@e.de")]);
        tokens.OfCode("2AAAA2").ShouldBeNull();
        tokens.OfValue("joe@example.com", null).ShouldBeNull();
        tokens.IsTaken("2AAAA2").ShouldBeTrue();
    }

    private int Bundles() => _store.All.Keys.Count(static key => key.Key.StartsWith("b-", StringComparison.Ordinal));

    private static string Redact(string text, TokenSession session) =>
        Sample.Redactor.Redact(text, Sample.All(GuardAction.Tokenise), session).Text;

    private async Task<string> IssueAsync(string value)
    {
        var session = await OpenAsync(Scope);
        var token = Redact(value, session);
        await session.SaveAsync(TestContext.Current.CancellationToken);
        return token;
    }

    private TokenVault Vault() => new(_store, _ring, _entropy, _clock, new TokenVaultOptions { TimeToLive = Lifetime });

    private async Task<TokenSession> OpenAsync(TokenScope scope) => await Vault().OpenAsync(scope, TestContext.Current.CancellationToken);
}
