namespace ServerlessGuard.Core.Redaction;

/// <summary>How a file's text is built.</summary>
public enum TextForm
{
    /// <summary>The whole text, over line ends.</summary>
    Plain,

    /// <summary>One JSON value a line (chat transcripts, fine-tuning data): strings, names and long numbers are worked on.</summary>
    JsonLines,
}
