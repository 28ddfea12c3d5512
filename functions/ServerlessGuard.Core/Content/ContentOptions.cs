namespace ServerlessGuard.Core.Content;

/// <summary>Bounds of the content store.</summary>
public sealed record ContentOptions
{
    /// <summary>The key-encryption key: writers of content wrap with it, only readers of content unwrap.</summary>
    public string KeyName { get; init; } = "review";

    /// <summary>How long one data key is used, and the longest that an unwrapped one is remembered. At most 15 minutes.</summary>
    public TimeSpan EpochFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The largest sealed content that lies in the document store; a larger one is a blob. Default 32 KiB.</summary>
    public int MaxInlineBytes { get; init; } = 32 * 1024;
}
