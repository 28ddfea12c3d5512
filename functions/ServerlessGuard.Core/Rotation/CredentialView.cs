using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

/// <summary>A credential as people see it. Never a key.</summary>
public sealed record CredentialView
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("platform")]
    public required string Platform { get; init; }

    [JsonPropertyName("secret")]
    public required string Secret { get; init; }

    /// <summary>Null when the vault does not have the secret.</summary>
    [JsonPropertyName("created")]
    public DateTimeOffset? Created { get; init; }

    [JsonPropertyName("expires")]
    public DateTimeOffset? Expires { get; init; }

    [JsonPropertyName("nextRotation")]
    public DateTimeOffset? NextRotation { get; init; }

    [JsonPropertyName("lastProof")]
    public DateTimeOffset? LastProof { get; init; }

    /// <summary>The step of the rotation under way; null when there is none.</summary>
    [JsonPropertyName("step")]
    public string? Step { get; init; }

    [JsonPropertyName("fault")]
    public string? Fault { get; init; }

    /// <summary>Whether this host has an adapter for the platform.</summary>
    [JsonPropertyName("rotatable")]
    public required bool Rotatable { get; init; }

    /// <summary>How keys could be turned off altogether.</summary>
    [JsonPropertyName("keyFree")]
    public string? KeyFree { get; init; }
}
