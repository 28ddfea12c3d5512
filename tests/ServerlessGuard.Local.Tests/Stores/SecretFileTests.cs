using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class SecretFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SystemEntropy _entropy = new(TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_directory.Path, "secrets.bin");

    private string KeyPath => Path.Combine(_directory.Path, "master.key");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Survives_Reopening_AndShowsNothingOnDisk()
    {
        await Open().SetAsync("db-password", "hunter2-value", SecretAttributes.None, Cancel);
        (await Open().GetAsync("db-password", Cancel)).ShouldNotBeNull().Value.ShouldBe("hunter2-value");
        var bytes = await File.ReadAllBytesAsync(FilePath, Cancel);
        bytes.AsSpan().IndexOf("hunter2"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf("db-password"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Sees_WhatAnotherProcessWrote()
    {
        var (one, other) = (Open(), Open());
        await one.SetAsync("a", "1", SecretAttributes.None, Cancel);
        (await other.GetAsync("a", Cancel)).ShouldNotBeNull().Value.ShouldBe("1");
        await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(i => Task.Run(async () => await (i % 2 == 0 ? one : other).SetAsync("a", $"{i}", SecretAttributes.None, Cancel))));
        (await one.ListVersionsAsync("a", Cancel)).Count.ShouldBe(11);
        (await other.ListVersionsAsync("a", Cancel)).Count.ShouldBe(11);
    }

    [Fact]
    public async Task Refuses_AnyAlteredByte()
    {
        await Open().SetAsync("a", "1", SecretAttributes.None, Cancel);
        var whole = await File.ReadAllBytesAsync(FilePath, Cancel);
        for (var at = 0; at < whole.Length; at++)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0x01;
            await File.WriteAllBytesAsync(FilePath, altered, Cancel);
            Should.Throw<StoreUnavailableException>(Open).Message.ShouldContain(FilePath);
        }

        await File.WriteAllBytesAsync(FilePath, whole[..^1], Cancel);
        Should.Throw<StoreUnavailableException>(Open);
        await File.WriteAllBytesAsync(FilePath, [.. whole, 0], Cancel);
        Should.Throw<StoreUnavailableException>(Open);
    }

    [Fact]
    public async Task Refuses_AnEarlierFileThatWasPutBack()
    {
        var store = Open();
        var old = await store.SetAsync("a", "leaked", SecretAttributes.None, Cancel);
        var before = await File.ReadAllBytesAsync(FilePath, Cancel);
        await store.SetEnabledAsync("a", old.Version.Version, false, Cancel);
        await File.WriteAllBytesAsync(FilePath, before, Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.GetAsync("a", Cancel));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.SetAsync("a", "b", SecretAttributes.None, Cancel));
        File.Delete(FilePath);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.GetAsync("a", Cancel));
    }

    [Fact]
    public async Task Refuses_AnotherMasterKey()
    {
        await Open().SetAsync("a", "1", SecretAttributes.None, Cancel);
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Should.Throw<StoreUnavailableException>(() => Open(other)).Message.ShouldNotContain(other);
    }

    [Fact]
    public void Makes_AKeyFileForThisUserAlone_AndRefusesAnOpenOne()
    {
        MasterKey.Load(_directory.Path, null, _entropy).ToString().ShouldBe("MasterKey");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Should.Throw<StoreUnavailableException>(() => MasterKey.Load(_directory.Path, null, _entropy)).Message
                .ShouldContain("chmod 600");
        }
    }

    [Fact]
    public async Task Makes_NoNewKey_WhereSecretsNeedTheOldOne()
    {
        await Open().SetAsync("a", "1", SecretAttributes.None, Cancel);
        File.Delete(KeyPath);
        Should.Throw<StoreUnavailableException>(Open).Message.ShouldContain("master.key");
        File.Exists(KeyPath).ShouldBeFalse();
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ=")]
    public void Refuses_AVariableThatIsNoKey_WithoutRepeatingIt(string value)
    {
        var failure = Should.Throw<StoreUnavailableException>(() => Open(value));
        failure.Message.ShouldContain("GUARD_MASTER_KEY");
        failure.Message.ShouldNotContain(value);
    }

    [Fact]
    public async Task Returns_NoWrappingKeyAsASecret()
    {
        using var file = new SecretFile(_directory.Path, MasterKey.Load(_directory.Path, null, _entropy), _entropy);
        await new LocalKeyRing(file, TimeProvider.System, _entropy).WrapAsync("review", new byte[32], Cancel);
        (await new EncryptedSecretStore(file, TimeProvider.System, _entropy).GetAsync("review", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Leaves_NoTemporaryFile()
    {
        await Open().SetAsync("a", "1", SecretAttributes.None, Cancel);
        Directory.GetFiles(_directory.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["master.key", "secrets.bin", "secrets.bin.lock"]);
    }

    private EncryptedSecretStore Open() => Open(null);

    private EncryptedSecretStore Open(string? variable) =>
        new(new SecretFile(_directory.Path, MasterKey.Load(_directory.Path, variable, _entropy), _entropy), TimeProvider.System, _entropy);
}
