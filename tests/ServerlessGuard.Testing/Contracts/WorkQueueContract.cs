using System.Collections.Concurrent;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>
/// The behaviour of every <see cref="IWorkQueue"/>. Derive, make the store in <see cref="InitializeAsync"/>. A store with a
/// clock of its own overrides <see cref="PassAsync"/> and the times.
/// </summary>
public abstract class WorkQueueContract : IAsyncLifetime
{
    private readonly string _queue = "q-" + Guid.NewGuid().ToString("N");

    protected HostClock Clock { get; } = new(DateTimeOffset.UtcNow);

    protected IWorkQueue Store { get; set; } = null!;

    /// <summary>How long a message is hidden or delayed in these tests.</summary>
    protected virtual TimeSpan Short { get; } = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Delivers_EveryMessage_InNoParticularOrder()
    {
        for (var i = 0; i < 20; i++)
        {
            await EnqueueAsync($"{i}");
        }

        var seen = new HashSet<string>();
        while (await Store.ReceiveAsync(_queue, 7, Short, Cancel) is { Count: > 0 } messages)
        {
            messages.Count.ShouldBeLessThanOrEqualTo(7);
            foreach (var message in messages)
            {
                message.DeliveryCount.ShouldBe(1);
                seen.Add(Encoding.UTF8.GetString(message.Body.Span)).ShouldBeTrue();
                (await Store.CompleteAsync(_queue, message, Cancel)).ShouldBeTrue();
            }
        }

        seen.ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Gives_AMessageToOneReceiverAtATime()
    {
        for (var i = 0; i < 40; i++)
        {
            await EnqueueAsync($"{i}");
        }

        var seen = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await Store.ReceiveAsync(_queue, 5, TimeSpan.FromMinutes(10), Cancel) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    seen.Add(message.Id);
                }
            }
        })));
        seen.Count.ShouldBe(40);
        seen.Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public async Task Delivers_Again_WhatWasNotCompleted()
    {
        await EnqueueAsync("a");
        var first = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        await PassAsync(Short);
        var second = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        second.Id.ShouldBe(first.Id);
        second.DeliveryCount.ShouldBe(2);
        (await Store.CompleteAsync(_queue, first, Cancel)).ShouldBeFalse();
        (await Store.RenewAsync(_queue, first, Short, Cancel)).ShouldBeNull();
        (await Store.CompleteAsync(_queue, second, Cancel)).ShouldBeTrue();
        (await Store.CompleteAsync(_queue, second, Cancel)).ShouldBeFalse();
    }

    /// <summary>A host whose clock is ahead may be given what another works on; only one of them ends it.</summary>
    [Fact]
    public async Task Ends_AMessageOnce_WhereClocksAreApart()
    {
        await EnqueueAsync("a");
        var mine = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        Clock.Ahead = TimeSpan.FromHours(-1);
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        Clock.Ahead = TimeSpan.FromHours(1);
        var theirs = await Store.ReceiveAsync(_queue, 1, Short, Cancel);
        var ended = new List<bool> { await Store.CompleteAsync(_queue, mine, Cancel) };
        foreach (var message in theirs)
        {
            (message.Id, message.DeliveryCount).ShouldBe((mine.Id, 2));
            ended.Add(await Store.CompleteAsync(_queue, message, Cancel));
        }

        ended.Count(static e => e).ShouldBe(1);
        Clock.Ahead = TimeSpan.Zero;
        await PassAsync(TimeSpan.FromHours(2));
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
    }

    /// <summary>A message from a host with a wrong clock comes late at worst, by the clock's error.</summary>
    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Loses_NothingThatAWrongClockSent(int minutesAhead)
    {
        Clock.Ahead = TimeSpan.FromMinutes(minutesAhead);
        await EnqueueAsync("a");
        Clock.Ahead = TimeSpan.Zero;
        await PassAsync(TimeSpan.FromMinutes(Math.Abs(minutesAhead)));
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem().DeliveryCount.ShouldBe(1);
    }

    [Fact]
    public async Task Hides_ADelayedMessage()
    {
        await Store.EnqueueAsync(_queue, "a"u8.ToArray(), Short, Cancel);
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        await PassAsync(Short);
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Renews_WithAFreshReceipt()
    {
        await EnqueueAsync("a");
        var message = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        var renewed = (await Store.RenewAsync(_queue, message, Short * 4, Cancel)).ShouldNotBeNull();
        await PassAsync(Short);
        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        (await Store.CompleteAsync(_queue, message, Cancel)).ShouldBeFalse();
        (await Store.CompleteAsync(_queue, renewed, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Moves_ToPoison_AfterTooManyDeliveries()
    {
        await EnqueueAsync("bad");
        for (var delivery = 1; delivery <= Store.MaxDeliveries; delivery++)
        {
            (await Store.PeekPoisonAsync(_queue, 10, Cancel)).ShouldBeEmpty();
            (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem().DeliveryCount.ShouldBe(delivery);
            await PassAsync(Short);
        }

        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        for (var look = 0; look < 2; look++)
        {
            Encoding.UTF8.GetString((await Store.PeekPoisonAsync(_queue, 10, Cancel)).ShouldHaveSingleItem().Body.Span).ShouldBe("bad");
        }
    }

    [Fact]
    public async Task Carries_TenMebibytes_ToPoisonToo()
    {
        var body = new byte[10 << 20];
        new Random(2).NextBytes(body);
        await Store.EnqueueAsync(_queue, body, TimeSpan.Zero, Cancel);
        await Store.EnqueueAsync(_queue, body.AsMemory(1), TimeSpan.Zero, Cancel);
        for (var delivery = 1; delivery <= Store.MaxDeliveries; delivery++)
        {
            foreach (var message in await Store.ReceiveAsync(_queue, 2, Short, Cancel))
            {
                if (message.Body.Length == body.Length)
                {
                    message.Body.Span.SequenceEqual(body).ShouldBeTrue();
                    continue;
                }

                message.Body.Span.SequenceEqual(body.AsSpan(1)).ShouldBeTrue();
                (await Store.CompleteAsync(_queue, message, Cancel)).ShouldBeTrue();
            }

            await PassAsync(Short);
        }

        (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldBeEmpty();
        (await Store.PeekPoisonAsync(_queue, 10, Cancel)).ShouldHaveSingleItem().Body.Span.SequenceEqual(body).ShouldBeTrue();
    }

    [Fact]
    public async Task Keeps_QueuesApart()
    {
        await EnqueueAsync("a");
        var other = _queue[..30] + "-x";
        (await Store.ReceiveAsync(other, 1, Short, Cancel)).ShouldBeEmpty();
        var message = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        (await Store.CompleteAsync(other, message, Cancel)).ShouldBeFalse();
        (await Store.CompleteAsync(_queue, message, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Completes_NothingByAGuessedReceipt()
    {
        await EnqueueAsync("a");
        var message = (await Store.ReceiveAsync(_queue, 1, Short, Cancel)).ShouldHaveSingleItem();
        (await Store.CompleteAsync(_queue, message with { Receipt = "" }, Cancel)).ShouldBeFalse();
        (await Store.CompleteAsync(_queue, message with { Receipt = "guess" }, Cancel)).ShouldBeFalse();
        (await Store.CompleteAsync(_queue, message, Cancel)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a--b")]
    [InlineData("-abc")]
    [InlineData("a/b/c")]
    [InlineData("'; drop")]
    public async Task Refuses_AHostileName(string name) =>
        await Should.ThrowAsync<ArgumentException>(async () => await Store.EnqueueAsync(name, "a"u8.ToArray(), TimeSpan.Zero, Cancel));

    /// <summary>Lets a time pass for the store.</summary>
    protected virtual ValueTask PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return ValueTask.CompletedTask;
    }

    private async Task EnqueueAsync(string text) => await Store.EnqueueAsync(_queue, Encoding.UTF8.GetBytes(text), TimeSpan.Zero, Cancel);
}
