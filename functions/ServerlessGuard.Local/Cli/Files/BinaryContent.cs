namespace ServerlessGuard.Local.Cli.Files;

/// <summary>Tells text from what only looks like a file of text by its name.</summary>
internal static class BinaryContent
{
    /// <summary>How much of a file's beginning decides, in bytes.</summary>
    public const int Head = 8192;

    /// <summary>Why the content cannot be read as UTF-8 text, or null when it may be.</summary>
    public static string? Reason(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return "it is UTF-16 text";
        }

        return head.Contains((byte)0) ? "it is a binary file" : null;
    }
}
