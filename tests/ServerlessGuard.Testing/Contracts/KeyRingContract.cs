using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>The behaviour of every <see cref="IKeyRing"/>. Derive, make the ring in <see cref="InitializeAsync"/>.</summary>
public abstract class KeyRingContract : IAsyncLifetime
{
    private readonly byte[] _dataKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    protected IKeyRing Ring { get; set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Unwraps_WhatItWrapped()
    {
        var wrapped = await Ring.WrapAsync("review", _dataKey, Cancel);
        wrapped.Span.IndexOf(_dataKey).ShouldBe(-1);
        (await Ring.UnwrapAsync("review", wrapped, Cancel)).ToArray().ShouldBe(_dataKey);
    }

    [Fact]
    public async Task Refuses_AnyAlteredByte()
    {
        var wrapped = (await Ring.WrapAsync("review", _dataKey, Cancel)).ToArray();
        for (var i = 0; i < wrapped.Length; i++)
        {
            var altered = wrapped.ToArray();
            altered[i] ^= 1;
            await Should.ThrowAsync<CryptographicException>(async () => await Ring.UnwrapAsync("review", altered, Cancel));
        }

        await Should.ThrowAsync<CryptographicException>(async () => await Ring.UnwrapAsync("review", wrapped.AsMemory(1), Cancel));
        await Should.ThrowAsync<CryptographicException>(async () => await Ring.UnwrapAsync("review", default, Cancel));
    }

    [Fact]
    public async Task Refuses_AnotherKeysWrapping()
    {
        var wrapped = await Ring.WrapAsync("vault", _dataKey, Cancel);
        await Ring.WrapAsync("review", _dataKey, Cancel);
        await Should.ThrowAsync<CryptographicException>(async () => await Ring.UnwrapAsync("review", wrapped, Cancel));
    }

    [Fact]
    public async Task Wraps_AtOnce_UnderOneKey()
    {
        var wrapped = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await Ring.WrapAsync("fresh", _dataKey, Cancel))));
        foreach (var one in wrapped)
        {
            (await Ring.UnwrapAsync("fresh", one, Cancel)).ToArray().ShouldBe(_dataKey);
        }
    }

    [Fact]
    public async Task Refuses_AKeyThatIsNot32Bytes() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Ring.WrapAsync("review", new byte[31], Cancel));
}
