namespace ServerlessGuard.Core.Gateway;

/// <summary>The document of an Idempotency-Key.</summary>
internal sealed record IdempotencyRecord
{
    /// <summary>Measure of the request.</summary>
    public required string Body { get; init; }

    public bool IsTooLarge { get; init; }

    public byte[]? WrappedKey { get; init; }

    /// <summary>Nonce, ciphertext, tag; null while the request is being answered.</summary>
    public byte[]? Answer { get; init; }
}
