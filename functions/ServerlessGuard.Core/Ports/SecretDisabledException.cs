namespace ServerlessGuard.Core.Ports;

/// <summary>The secret's version exists, but is disabled: it must not be used. Key Vault answers 403 here.</summary>
public sealed class SecretDisabledException(string name, string version)
    : Exception($"Version {version} of secret {name} is disabled. Enable it or set a new version.")
{
    public string Name { get; } = name;

    public string Version { get; } = version;
}
