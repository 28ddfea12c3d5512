namespace ServerlessGuard.Core.Ports;

/// <summary>What is known of a secret's version without its value.</summary>
public sealed record SecretVersion(string Name, string Version, bool Enabled, DateTimeOffset Created, SecretAttributes Attributes);
