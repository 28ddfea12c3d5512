using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>A text that is open for reading, with the form it was found to have.</summary>
internal sealed class TextInput : IDisposable
{
    private TextInput(Stream stream, TextForm form) => (Stream, Form) = (stream, form);

    public Stream Stream { get; }

    public TextForm Form { get; }

    /// <summary>Throws <see cref="CommandException"/> that names the file when it cannot be read or is no UTF-8 text.</summary>
    public static async Task<TextInput> OpenAsync(Terminal terminal, InputFile file, string format, CancellationToken cancellationToken)
    {
        var stream = Open(terminal, file);
        try
        {
            var head = new byte[BinaryContent.Head];
            var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            return BinaryContent.Reason(head.AsSpan(0, read)) is { } reason
                ? throw new BinaryFileException(file.Path, reason)
                : new TextInput(
                    new PrefixedStream(head.AsMemory(0, read), stream), TextFormat.Choose(format, file.Path, head.AsSpan(0, read)));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();

    private static Stream Open(Terminal terminal, InputFile file)
    {
        if (file.Path == InputFiles.StandardInput)
        {
            return terminal.Input;
        }

        try
        {
            return RegularFile.OpenRead(file.Path, bufferSize: 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException(
                $"{file.Path}: permission to read it is denied.", "Run as a user who may read it, or leave it out.", ExitCode.Failed,
                exception);
        }
    }
}

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

/// <summary>A file to read. <paramref name="Relative"/> is its path below the folder that was named, or its name.</summary>
internal sealed record InputFile(string Path, string Relative, long Length);
