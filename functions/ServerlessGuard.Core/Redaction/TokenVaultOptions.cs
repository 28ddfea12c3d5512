namespace ServerlessGuard.Core.Redaction;

/// <summary>Bounds of a vault.</summary>
public sealed record TokenVaultOptions
{
    /// <summary>The key-encryption key that wraps the vault's data keys.</summary>
    public string KeyName { get; init; } = "vault";

    /// <summary>How long a token can be restored after it was issued. Default 30 days.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Tokens per scope; a value beyond it is masked, or ends the work where the plan is exact. Default 10,000.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The longest value that gets a token, in UTF-16 units; a longer one is treated likewise. Default 16,384.</summary>
    public int MaxValueLength { get; init; } = 16 * 1024;
}
