namespace ServerlessGuard.Local.Stores;

/// <summary>Azure's platforms, where keys and deployments are changed and whose models are called.</summary>
public sealed record AzurePlatformOptions
{
    /// <summary>The client id of the identity that changes them.</summary>
    public string? ManagedIdentityClientId { get; init; }

    /// <summary>A simulated Azure on this machine in place of the real one: ARM, its services and the vault.</summary>
    public Uri? Simulation { get; init; }
}
