namespace ServerlessGuard.Core.Redaction;

/// <summary>How a file is worked on.</summary>
public sealed record TextOptions
{
    public TextForm Form { get; init; }

    /// <summary>
    /// Reads the parts of a file of the form <see cref="TextForm.Parts"/>, in their order and none over another. It throws
    /// <see cref="InvalidDataException"/> for what is no such file.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, IReadOnlyList<TextPart>>? Parts { get; init; }

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

    /// <summary>One JSON document, in memory while it is worked on. A file that is none is plain text.</summary>
    Json,

    /// <summary>Another format, in memory while it is worked on: <see cref="TextOptions.Parts"/> reads it.</summary>
    Parts,
}
