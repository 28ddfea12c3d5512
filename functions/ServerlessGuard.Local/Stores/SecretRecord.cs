using System.Text.Json.Serialization;

namespace ServerlessGuard.Local.Stores;

/// <summary>One version of a secret or of a wrapping key, as it is kept (encrypted) in the secret file.</summary>
internal sealed record SecretRecord
{
    /// <summary>Wrapping keys live in a space of names of their own: no secret read can return one.</summary>
    [JsonPropertyName("isKey")]
    public required bool IsKey { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("value")]
    public required string Value { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("created")]
    public required DateTimeOffset Created { get; init; }

    [JsonPropertyName("expires")]
    public DateTimeOffset? Expires { get; init; }

    [JsonPropertyName("contentType")]
    public string? ContentType { get; init; }

    [JsonPropertyName("tags")]
    public Dictionary<string, string> Tags { get; init; } = [];

    public override string ToString() => $"{Name}/{Version}";
}

[JsonSerializable(typeof(SecretRecord))]
internal sealed partial class SecretJson : JsonSerializerContext;
