using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Content;

public sealed class ContentStoreTests
{
    private static readonly byte[] Secret = "jane.roe@northwind.example"u8.ToArray();

    private readonly ContentHarness _bed = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GivesBack_WhatWasSealed_SmallAndLarge(bool isLarge)
    {
        var content = isLarge ? ContentHarness.Large(1) : Secret;
        using var store = _bed.Store();

        (await store.PutAsync(ContentHarness.Id, "case", content, _bed.Terms, Cancel)).ShouldBeTrue();
        (await store.PutAsync(ContentHarness.Id, "case", "other"u8.ToArray(), _bed.Terms, Cancel)).ShouldBeFalse();
        (await store.PutAsync(ContentHarness.Id, "case", ContentHarness.Large(2), _bed.Terms, Cancel)).ShouldBeFalse();

        using var later = _bed.Store();
        (await later.ReadAsync(ContentHarness.Id, "case", "user:auditor", "dispute 17", Cancel))!.Value.ToArray().ShouldBe(content);
        (await later.ReadAsync(ContentHarness.Id, "answer", "user:auditor", "dispute 17", Cancel)).ShouldBeNull();
        (await later.ReadAsync(ContentHarness.Other, "case", "user:auditor", "dispute 17", Cancel)).ShouldBeNull();
        _bed.Audit.Entries.Select(static e => e.Kind).ShouldBe([AuditKinds.ContentSealed, AuditKinds.ContentRead]);
        var read = _bed.Audit.Entries[^1];
        (read.Actor, read.Interaction, read.Application, read.Facts["purpose"])
            .ShouldBe(("user:auditor", ContentHarness.Id, "claims", "dispute 17"));
    }

    [Fact]
    public async Task ReturnsNothing_WhenTheReadingCannotBeRecorded()
    {
        await _bed.KeepAsync(ContentHarness.Id, new ContentPart("request", Secret));
        using var store = new ContentStore(
            _bed.Documents, _bed.Blobs, _bed.Ring, new FaultingAuditLog(_bed.Audit, FaultPlan.From(1)), _bed.Entropy, _bed.Clock);

        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await store.ReadAsync(ContentHarness.Id, "request", "user:auditor", "test", Cancel));
    }

    [Fact]
    public async Task Stores_NoWordOfTheContent()
    {
        await _bed.KeepAsync(ContentHarness.Id, new ContentPart("request", Secret), new ContentPart("answer", ContentHarness.Large(3)));
        await _bed.KeepAsync(ContentHarness.Other, new ContentPart("request", Secret));

        var all = await _bed.AllAsync();
        all.Count.ShouldBe(5);
        all.Select(static one => Encoding.Latin1.GetString(one.Bytes)).ShouldAllBe(static text => !text.Contains("jane.roe"));
    }

    [Fact]
    public async Task Refuses_EveryChangedByte()
    {
        await _bed.KeepAsync(ContentHarness.Id, new ContentPart("request", Secret), new ContentPart("answer", "yes"u8.ToArray()));
        var (partition, name) = (ContentNames.Partition(ContentHarness.Id), ContentHarness.Id + "~exchange");
        var whole = (await _bed.Documents.GetAsync(partition, name, Cancel))!;
        var refused = 0;
        for (var at = 0; at < whole.Body.Length; at++)
        {
            var bytes = whole.Body.ToArray();
            bytes[at] ^= 1;
            var current = (await _bed.Documents.GetAsync(partition, name, Cancel))!;
            await _bed.Documents.ReplaceAsync(partition, name, bytes, current.Version, null, Cancel);
            using var store = _bed.Store();
            try
            {
                // A part's changed name leaves no part of the old one; nothing is returned as the old one either.
                var all = await store.OpenAsync(ContentHarness.Id, [], "user:auditor", "test", Cancel);
                all.ShouldBeEmpty($"byte {at}");
                refused++;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                refused++;
            }
        }

        refused.ShouldBe(whole.Body.Length);
    }

    [Fact]
    public async Task Opens_NothingThatWasMoved_ToAnotherInteractionOrPart()
    {
        using var store = _bed.Store();
        await store.PutAsync(ContentHarness.Id, "case", Secret, _bed.Terms, Cancel);
        var sealedCase = (await _bed.Documents.GetAsync(ContentNames.Partition(ContentHarness.Id), ContentHarness.Id + "~case", Cancel))!;

        await _bed.Documents.CreateAsync(
            ContentNames.Partition(ContentHarness.Other), ContentHarness.Other + "~case", sealedCase.Body, null, Cancel);
        await Should.ThrowAsync<CryptographicException>(
            async () => await store.ReadAsync(ContentHarness.Other, "case", "user:auditor", "test", Cancel));

        await _bed.Documents.CreateAsync(
            ContentNames.Partition(ContentHarness.Id), ContentHarness.Id + "~answer", sealedCase.Body, null, Cancel);
        (await store.ReadAsync(ContentHarness.Id, "answer", "user:auditor", "test", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Writer_WrapsOncePerEpoch_AndNeverUnwraps()
    {
        var ring = new CountingKeyRing(_bed.Ring);
        using var store = _bed.Store(ring: ring);
        for (var minute = 0; minute < 60; minute++)
        {
            var key = await store.NewKeyAsync(ContentHarness.Id, Cancel);
            key.MacKey.Length.ShouldBe(32);
            _bed.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (ring.Wraps, ring.Unwraps).ShouldBe((4, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ContentStore(
            _bed.Documents, _bed.Blobs, _bed.Ring, _bed.Audit, _bed.Entropy, _bed.Clock,
            new ContentOptions { EpochFor = TimeSpan.FromMinutes(16) }));
    }

    [Fact]
    public async Task Reader_RemembersADataKey_FifteenMinutesAtMost()
    {
        await _bed.KeepAsync(ContentHarness.Id, new ContentPart("request", Secret));
        var ring = new CountingKeyRing(_bed.Ring);
        using var store = _bed.Store(ring: ring);

        await store.ReadAsync(ContentHarness.Id, "request", "user:auditor", "test", Cancel);
        await store.ReadAsync(ContentHarness.Id, "request", "user:auditor", "test", Cancel);
        ring.Unwraps.ShouldBe(1);
        _bed.Clock.Advance(TimeSpan.FromMinutes(15));
        await store.ReadAsync(ContentHarness.Id, "request", "user:auditor", "test", Cancel);
        ring.Unwraps.ShouldBe(2);

        _bed.Ring.Destroy("review");
        _bed.Clock.Advance(TimeSpan.FromMinutes(15));
        await Should.ThrowAsync<CryptographicException>(
            async () => await store.ReadAsync(ContentHarness.Id, "request", "user:auditor", "test", Cancel));
    }

    [Fact]
    public async Task Check_TellsSame_FromDifferent_FromGone()
    {
        var key = await _bed.KeepAsync(ContentHarness.Id, new ContentPart("request", Secret), new ContentPart("answer", "yes"u8.ToArray()));
        string Mac(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key.MacKey.Span, Encoding.UTF8.GetBytes(text)));
        var entry = new AuditEntry
        {
            Kind = AuditKinds.InteractionClosed,
            Actor = "key:demo",
            Time = _bed.Clock.GetUtcNow(),
            Interaction = ContentHarness.Id,
            Macs = new Dictionary<string, string>
            {
                ["request"] = Mac(Encoding.UTF8.GetString(Secret)),
                ["model"] = Mac("yes"),
                ["answer"] = Mac("no"),
                ["forwarded"] = Mac("lost")
            },
        };
        using var store = _bed.Store();

        var checks = await ContentCheck.RunAsync(store, [entry], "user:auditor", "test", Cancel);
        checks.ToDictionary(static c => c.Part, static c => c.Match).ShouldBe(
            new Dictionary<string, ContentMatch>
            {
                ["request"] = ContentMatch.Same,
                ["model"] = ContentMatch.Same,
                ["answer"] = ContentMatch.Differs,
                ["forwarded"] = ContentMatch.NotKept,
            },
            ignoreOrder: true);

        _bed.Clock.Advance(TimeSpan.FromDays(31));
        await _bed.Sweep().RunAsync(Cancel);
        (await ContentCheck.RunAsync(store, [entry], "user:auditor", "test", Cancel)).ShouldAllBe(static c => c.Match == ContentMatch.Gone);
    }

    /// <summary>ULIDs of one minute differ at their end only; a partition of the store takes a share of them.</summary>
    [Fact]
    public void Spreads_InteractionsOfTheSameMinute_OverPartitions()
    {
        var ids = Enumerable.Range(0, 4096).Select(static i => $"01M84JQ7{i:X18}").ToList();
        ids.Select(ContentNames.Partition).Distinct().Count().ShouldBe(256);
        ids.GroupBy(ContentNames.Partition).Max(static p => p.Count()).ShouldBeLessThan(48);
        ids.GroupBy(ContentNames.DuePartition).Max(static p => p.Count()).ShouldBeLessThan(384);
        ids.Select(ContentNames.DuePartition).Distinct().ShouldBe(ContentNames.DuePartitions, ignoreOrder: true);
    }

    [Fact]
    public async Task NoCallThatFails_LeavesContentThatNothingExpires()
    {
        for (var at = 1; at <= 12; at++)
        {
            foreach (var lost in (bool[])[false, true])
            {
                var one = new ContentHarness();
                using var store = one.Store(FaultPlan.At(at, lost));
                try
                {
                    await store.PutAsync(ContentHarness.Id, "case", at % 2 == 0 ? ContentHarness.Large(at) : Secret, one.Terms, Cancel);
                }
                catch (StoreUnavailableException)
                {
                    // Content that exists now must be destroyed when its time comes.
                }

                one.Clock.Advance(TimeSpan.FromDays(31));
                await one.Sweep().RunAsync(Cancel);
                (await one.AllAsync()).ShouldBeEmpty($"call {at}, lost answer {lost}");
            }
        }
    }

    private sealed class CountingKeyRing(IKeyRing inner) : IKeyRing
    {
        public int Wraps { get; private set; }

        public int Unwraps { get; private set; }

        public ValueTask<ReadOnlyMemory<byte>> WrapAsync(string keyName, ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
        {
            Wraps++;
            return inner.WrapAsync(keyName, dataKey, cancellationToken);
        }

        public ValueTask<ReadOnlyMemory<byte>> UnwrapAsync(
            string keyName, ReadOnlyMemory<byte> wrappedKey, CancellationToken cancellationToken)
        {
            Unwraps++;
            return inner.UnwrapAsync(keyName, wrappedKey, cancellationToken);
        }
    }
}
