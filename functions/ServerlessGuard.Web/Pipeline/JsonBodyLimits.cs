namespace ServerlessGuard.Web.Pipeline;

/// <summary>The limits and media types of a JSON request body.</summary>
internal sealed record JsonBodyLimits
{
    /// <summary>In <see cref="ContentTypes"/>: every type of JSON, <c>application/vnd.example+json</c> among them.</summary>
    public const string AnyJson = "application/*+json";

    public static JsonBodyLimits Default { get; } = new();

    /// <summary>Default 10 MiB.</summary>
    public long MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Objects and arrays inside each other; the root counts as one. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Values, names, and ends of objects and arrays. Bounds the parsed form: about 12 bytes each. Default 500,000.</summary>
    public int MaxTokens { get; init; } = 500_000;

    /// <summary>From the first read to the last byte. Default 30 s.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Accepted media types, without parameters. A charset other than UTF-8 is refused in any case.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = ["application/json"];

    /// <summary>Whether the root must be an object. Default true.</summary>
    public bool RequireObject { get; init; } = true;
}
