using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The document of an Idempotency-Key.</summary>
internal sealed record IdempotencyRecord
{
    /// <summary>Measure of the request.</summary>
    [JsonPropertyName("body")]
    public required string Body { get; init; }

    [JsonPropertyName("isTooLarge")]
    public bool IsTooLarge { get; init; }

    [JsonPropertyName("wrappedKey")]
    public byte[]? WrappedKey { get; init; }

    /// <summary>Nonce, ciphertext, tag; null while the request is being answered.</summary>
    [JsonPropertyName("answer")]
    public byte[]? Answer { get; init; }
}
