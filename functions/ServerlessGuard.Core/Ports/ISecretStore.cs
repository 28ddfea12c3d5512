namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Versioned secrets, with Key Vault's semantics: the newest version is current; a disabled current version fails to
/// read. Throws <see cref="StoreUnavailableException"/> when the store is down. Implementations never log values.
/// </summary>
public interface ISecretStore
{
    /// <summary>The current version, or null when the secret does not exist.</summary>
    ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>One version, or null.</summary>
    ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken);

    /// <summary>Creates a new enabled version and returns it.</summary>
    ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken);

    /// <summary>The versions' attributes without their values, newest first.</summary>
    ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Enables or disables one version; false when there is no such version.</summary>
    ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken);
}

/// <summary>The secret's version exists, but is disabled: it must not be used. Key Vault answers 403 here.</summary>
public sealed class SecretDisabledException(string name, string version)
    : Exception($"Version {version} of secret {name} is disabled. Enable it or set a new version.")
{
    public string Name { get; } = name;

    public string Version { get; } = version;
}

/// <summary>A secret's version with its value. <see cref="ToString"/> leaves the value out.</summary>
public sealed record Secret(SecretVersion Version, string Value)
{
    public override string ToString() => $"Secret {{ {Version.Name}/{Version.Version} }}";
}

/// <summary>The facts of a secret's version, without its value.</summary>
public sealed record SecretVersion(string Name, string Version, bool Enabled, DateTimeOffset Created, SecretAttributes Attributes);
