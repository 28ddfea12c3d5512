using ServerlessGuard.Azure.Storage;

namespace ServerlessGuard.Local.Stores;

/// <summary>The stores of a guard's state and the platforms that it acts on; null is on this machine.</summary>
internal sealed record StorageTargets(AzureStoreOptions? Stores, AzurePlatformOptions? Platforms)
{
    public static StorageTargets Local { get; } = new(null, null);

    /// <summary>Whether anything of the guard's is in its data folder.</summary>
    public bool NeedsFolder => Stores?.Vault is null;
}
