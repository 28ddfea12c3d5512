using System.Security.Cryptography;
using Azure.Core.Pipeline;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.KeyVault;

/// <summary>The key ring's contract over the wire of a simulated vault.</summary>
public sealed class KeyVaultKeyRingTests : KeyRingContract
{
    private AzureSimulation _azure = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        _azure = await AzureSimulation.StartAsync();
        foreach (var name in (string[])["review", "vault", "fresh"])
        {
            _azure.Vault.Keys.Create(name);
        }

        Ring = new KeyVaultKeyRing(Keys());
    }

    public override async ValueTask DisposeAsync()
    {
        await _azure.DisposeAsync();
        _azure.Vault.Keys.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Unwraps_WithTheVersionThatWrapped()
    {
        var wrapped = await Ring.WrapAsync("review", new byte[32], Cancel);
        _azure.Vault.Keys.Create("review");
        (await Ring.UnwrapAsync("review", wrapped, Cancel)).ToArray().ShouldBe(new byte[32]);
        (await Ring.WrapAsync("review", new byte[32], Cancel)).Span[1..17].SequenceEqual(wrapped.Span[1..17]).ShouldBeFalse();
    }

    [Fact]
    public async Task ADestroyedKey_TakesWhatItWrappedWithIt()
    {
        var wrapped = await Ring.WrapAsync("review", new byte[32], Cancel);
        _azure.Vault.Keys.Destroy("review");
        await Should.ThrowAsync<CryptographicException>(async () => await Ring.UnwrapAsync("review", wrapped, Cancel));
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await Ring.WrapAsync("review", new byte[32], Cancel))).Message
            .ShouldContain("review");
    }

    [Fact]
    public async Task TriesAgain_WhenTheVaultThrottles()
    {
        _azure.FailNext("/keys/review", 429, retryAfter: "0");
        _azure.FailNext("/keys/review", 503, retryAfter: "0");
        await Ring.WrapAsync("review", new byte[32], Cancel);
    }

    [Fact]
    public async Task TellsARefusal_WithoutTheVaultsWords()
    {
        var wrapped = await Ring.WrapAsync("review", new byte[32], Cancel);
        _azure.FailNext("/keys/review", 403);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(async () => await Ring.UnwrapAsync("review", wrapped, Cancel));
        refused.ToString().ShouldContain("403");
        refused.ToString().ShouldNotContain("simulated");
    }

    [Fact]
    public async Task Signs_ADigest_ThatThePublicKeyVerifies()
    {
        _azure.Vault.Keys.Create("evidence", signs: true);
        var digest = SHA256.HashData("the pack"u8);
        var (version, signature) = await Keys().SignAsync("evidence", digest, Cancel);
        version.Length.ShouldBe(32);
        using var key = _azure.Vault.Keys.PublicKey("evidence");
        key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(async () => await Keys().SignAsync("evidence", new byte[31], Cancel));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Keys().SignAsync("review", digest, Cancel));
    }

    private KeyVaultKeys Keys() => new(
        new Uri($"https://{AzureSimulation.VaultHost}/"), new StaticToken(),
        new KeyVaultKeyOptions
        {
            Transport = new HttpClientTransport(_azure.CreateHandler()),
            Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) }
        });
}
