using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

/// <summary>An emulator of its own: these tests move its clock.</summary>
public sealed class StorageWorkQueueContractTests(AzuriteServer azurite) : WorkQueueContract, IClassFixture<AzuriteServer>
{
    public override ValueTask InitializeAsync()
    {
        Store = new StorageWorkQueue(
            AzuriteStores.Clients(azurite), new Dictionary<string, string>(), new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask PassAsync(TimeSpan time) =>
        await azurite.AdvanceAsync(time + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
}

public sealed class StorageWorkQueueTests(AzuriteServer azurite)
{
    private readonly string _queue = "q-" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{\"id\":\"1\"}")]
    [InlineData("eyJpZCI6IjEifQ==")]
    public async Task Reads_WhatOthersPutThere_EncodedOrNot(string text)
    {
        await (await AzuriteStores.Clients(azurite).QueueAsync(_queue)).SendMessageAsync(text, Cancel);
        var message = (await Store().ReceiveAsync(_queue, 1, TimeSpan.FromMinutes(1), Cancel)).ShouldHaveSingleItem();
        System.Text.Encoding.UTF8.GetString(message.Body.Span).ShouldBe("{\"id\":\"1\"}");
        (await Store().OpenAsync(text, Cancel)).ShouldNotBeNull().ToArray().ShouldBe(message.Body.ToArray());
    }

    /// <summary>A sender could name a blob that is none of the message's; the hash binds address and bytes.</summary>
    [Theory]
    [InlineData("guard-long:")]
    [InlineData("guard-long:0000000000000000000000000000000000000000000000000000000000000000/none")]
    [InlineData("guard-long:../../clean/x")]
    public async Task Delivers_AForgedAddressAsItWasSent_AndPoisonsOneFromOutside(string forged)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(forged);
        await Store().EnqueueAsync(_queue, bytes, TimeSpan.Zero, Cancel);
        var message = (await Store().ReceiveAsync(_queue, 1, TimeSpan.FromMinutes(1), Cancel)).ShouldHaveSingleItem();
        message.Body.ToArray().ShouldBe(bytes);
        (await Store().CompleteAsync(_queue, message, Cancel)).ShouldBeTrue();
        if (forged.Contains("000", StringComparison.Ordinal))
        {
            await (await AzuriteStores.Clients(azurite).QueueAsync(_queue)).SendMessageAsync(Convert.ToBase64String(bytes), Cancel);
            (await Store().ReceiveAsync(_queue, 1, TimeSpan.FromMinutes(1), Cancel)).ShouldBeEmpty();
            (await Store().PeekPoisonAsync(_queue, 10, Cancel)).ShouldHaveSingleItem().Body.Length.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Forgets_ALongBody_WithItsMessage()
    {
        await Store().EnqueueAsync(_queue, new byte[100_000], TimeSpan.Zero, Cancel);
        var blobs = new AzureBlobStore(
            AzuriteStores.Clients(azurite), StorageWorkQueue.SpillContainer, new SystemEntropy(TimeProvider.System));
        (await blobs.ListAsync(_queue + "/", Cancel).CountAsync(Cancel)).ShouldBe(1);
        var message = (await Store().ReceiveAsync(_queue, 1, TimeSpan.FromMinutes(1), Cancel)).ShouldHaveSingleItem();
        var renewed = (await Store().RenewAsync(_queue, message, TimeSpan.FromMinutes(1), Cancel)).ShouldNotBeNull();
        renewed.Body.Length.ShouldBe(100_000);
        (await Store().CompleteAsync(_queue, renewed, Cancel)).ShouldBeTrue();
        (await blobs.ListAsync(_queue + "/", Cancel).CountAsync(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_ADelayThatTheServiceDoesNotKnow() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(
            async () => await Store().EnqueueAsync(_queue, default, TimeSpan.FromDays(8), Cancel));

    private StorageWorkQueue Store() =>
        new(AzuriteStores.Clients(azurite), new Dictionary<string, string>(), new SystemEntropy(TimeProvider.System));
}
