using System.Text.Json.Serialization;

namespace ServerlessGuard.Local.Stores;

/// <summary>One version of a secret or of a wrapping key, as it is kept (encrypted) in the secret file.</summary>
internal sealed record SecretRecord
{
    /// <summary>Wrapping keys live in a space of names of their own: no secret read can return one.</summary>
    public required bool IsKey { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Value { get; init; }

    public required bool Enabled { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    public override string ToString() => $"{Name}/{Version}";
}

[JsonSerializable(typeof(SecretRecord))]
internal sealed partial class SecretJson : JsonSerializerContext;
