using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Azure.Tests.KeyVault;

public sealed class KeyVaultSecretStoreTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task ListsVersionsNewestFirst_EvenThoseOfOneSecond()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        var made = new List<string>();
        for (var version = 0; version < 5; version++)
        {
            made.Add(
                (await vault.SetAsync("claims-key", $"value {version}", SecretAttributes.None, CancellationToken.None)).Version.Version);
            _clock.Advance(version < 3 ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
        }

        var listed = await vault.ListVersionsAsync("claims-key", CancellationToken.None);
        listed.Count.ShouldBe(5);
        listed[0].Version.ShouldBe(made[4]);
        listed.Skip(2).Select(static v => v.Version).ShouldBe([made[2], made[1], made[0]]);
        (await vault.GetAsync("claims-key", CancellationToken.None))!.Value.ShouldBe("value 4");
        (await vault.GetVersionAsync("claims-key", made[1], CancellationToken.None))!.Value.ShouldBe("value 1");
    }

    /// <summary>An identity that may list versions and read none shows the one date that both have.</summary>
    [Fact]
    public async Task ListsVersionsOfOneSecond_ToWhomMayReadNone()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        await vault.SetAsync("claims-key", "value 1", SecretAttributes.None, CancellationToken.None);
        await vault.SetAsync("claims-key", "value 2", SecretAttributes.None, CancellationToken.None);
        azure.Gate = static request => request.Path.EndsWith("/versions", StringComparison.Ordinal)
            ? null
            : AzureResponse.Error(403, "Forbidden", "ForbiddenByRbac");

        var listed = await vault.ListVersionsAsync("claims-key", CancellationToken.None);

        listed.Count.ShouldBe(2);
        listed.ShouldAllBe(version => version.Created == _clock.GetUtcNow());
    }

    /// <summary>Two instances that start in one second both make the key, and use the same one.</summary>
    [Fact]
    public async Task OfTwoVersionsOfOneSecond_TheFirstIsTheSharedKey()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        for (var pair = 1; pair <= 16; pair++)
        {
            // The ids of versions have no order: among these pairs are both.
            var name = $"shared-{pair}";
            var first = Convert.ToBase64String([.. Enumerable.Repeat((byte)pair, 32)]);
            await vault.SetAsync(name, first, SecretAttributes.None, CancellationToken.None);
            await vault.SetAsync(name, Convert.ToBase64String(new byte[32]), SecretAttributes.None, CancellationToken.None);

            var key = await new SharedKey(vault, new SeededEntropy(pair), name).GetAsync(CancellationToken.None);

            Convert.ToBase64String(key.Span).ShouldBe(first);
        }
    }

    [Fact]
    public async Task KeepsAttributes()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        var expires = _clock.GetUtcNow().AddDays(60);
        await vault.SetAsync("claims-key", "value", new SecretAttributes
        {
            Expires = expires,
            ContentType = "text/plain",
            Tags = new Dictionary<string, string> { ["guard-rotation"] = "1" }
        }, CancellationToken.None);
        var version = (await vault.ListVersionsAsync("claims-key", CancellationToken.None)).ShouldHaveSingleItem();
        (version.Enabled, version.Attributes.Expires, version.Attributes.ContentType, version.Attributes.Tags["guard-rotation"])
            .ShouldBe((true, expires, "text/plain", "1"));
    }

    [Fact]
    public async Task TellsADisabledVersion_FromOneThatIsNotThere()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        (await vault.GetAsync("claims-key", CancellationToken.None)).ShouldBeNull();
        (await vault.ListVersionsAsync("claims-key", CancellationToken.None)).ShouldBeEmpty();
        var set = await vault.SetAsync("claims-key", "value", SecretAttributes.None, CancellationToken.None);
        (await vault.SetEnabledAsync("claims-key", "none", false, CancellationToken.None)).ShouldBeFalse();
        (await vault.SetEnabledAsync("claims-key", set.Version.Version, false, CancellationToken.None)).ShouldBeTrue();
        await Should.ThrowAsync<SecretDisabledException>(() => vault.GetAsync("claims-key", CancellationToken.None).AsTask());
        (await vault.SetEnabledAsync("claims-key", set.Version.Version, true, CancellationToken.None)).ShouldBeTrue();
        (await vault.GetAsync("claims-key", CancellationToken.None))!.Value.ShouldBe("value");
    }

    [Fact]
    public async Task SaysWhatToDo_WhenADeletedSecretHasTheName()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        azure.Vault.SoftDelete("claims-key");
        var thrown = await Should.ThrowAsync<StoreUnavailableException>(() => AzureClients.Vault(azure)
            .SetAsync("claims-key", "known-secret-value", SecretAttributes.None, CancellationToken.None)
            .AsTask());
        thrown.Message.ShouldContain("recovered or purged");
        thrown.ToString().ShouldNotContain("known-secret");
    }

    [Fact]
    public async Task TriesAgain_WhenThrottled()
    {
        await using var azure = await AzureSimulation.StartAsync(_clock);
        var vault = AzureClients.Vault(azure);
        await vault.SetAsync("claims-key", "value", SecretAttributes.None, CancellationToken.None);
        azure.FailNext("claims-key", 429, retryAfter: "1");
        (await vault.GetAsync("claims-key", CancellationToken.None))!.Value.ShouldBe("value");
    }
}
