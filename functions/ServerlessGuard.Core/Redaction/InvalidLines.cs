namespace ServerlessGuard.Core.Redaction;

/// <summary>The handling of a line of a JSONL file that is not JSON (or longer than 8 MiB, or nested deeper than 512).</summary>
public enum InvalidLines
{
    /// <summary>The line is worked on as plain text, and stays invalid. Nothing is lost, nothing passes unseen.</summary>
    AsText,

    /// <summary>The line is left out.</summary>
    Drop,

    /// <summary>The run ends with <see cref="InvalidDataException"/>, which names the line.</summary>
    Fail,
}
