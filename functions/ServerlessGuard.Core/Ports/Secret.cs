namespace ServerlessGuard.Core.Ports;

/// <summary>A secret's version with its value. <see cref="ToString"/> leaves the value out.</summary>
public sealed record Secret(SecretVersion Version, string Value)
{
    public override string ToString() => $"Secret {{ {Version.Name}/{Version.Version} }}";
}
