namespace ServerlessGuard.Core.Redaction;

/// <summary>How a file is worked on.</summary>
public sealed record TextOptions
{
    public TextForm Form { get; init; }

    public InvalidLines InvalidLines { get; init; }

    /// <summary>Told how many bytes were read so far, after each block of 224 KiB or less.</summary>
    public Action<long>? Progress { get; init; }
}

/// <summary>How a file's text is built.</summary>
public enum TextForm
{
    /// <summary>The whole text, over line ends.</summary>
    Plain,

    /// <summary>One JSON value a line (chat transcripts, fine-tuning data): strings, names and long numbers are worked on.</summary>
    JsonLines,
}
