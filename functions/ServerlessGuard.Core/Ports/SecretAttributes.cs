namespace ServerlessGuard.Core.Ports;

/// <summary>Attributes given to a new secret version.</summary>
public sealed record SecretAttributes
{
    public static SecretAttributes None { get; } = new();

    public DateTimeOffset? Expires { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string? ContentType { get; init; }
}
