using System.IO.Compression;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>
/// A text that is open for reading as UTF-8, whatever it is encoded and compressed in, with the format it was found to have.
/// </summary>
internal sealed class TextInput : IDisposable
{
    /// <summary>How much of a file's beginning decides, in bytes.</summary>
    private const int Head = 8192;

    private readonly Encoding? _encoding;
    private readonly bool _isCompressed;

    private TextInput(Stream stream, TextFormat format, Encoding? encoding, bool isCompressed) =>
        (Stream, Format, _encoding, _isCompressed) = (stream, format, encoding, isCompressed);

    /// <summary>UTF-8. Reading throws <see cref="DecoderFallbackException"/> where the text is not valid in its own encoding.</summary>
    public Stream Stream { get; }

    public TextFormat Format { get; }

    /// <summary>Throws <see cref="CommandException"/> that names the file when it cannot be read, <see cref="BinaryFileException"/> when it
    /// is no text.</summary>
    public static async Task<TextInput> OpenAsync(Terminal terminal, InputFile file, string format, CancellationToken cancellationToken)
    {
        var stream = Open(terminal, file);
        try
        {
            (stream, var head) = await PeekAsync(stream, cancellationToken);
            var isCompressed = head.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]);
            if (isCompressed)
            {
                (stream, head) = await PeekAsync(new GZipStream(stream, CompressionMode.Decompress), cancellationToken);
            }

            // The parts of an e-mail have encodings of their own.
            var isMail = TextFormats.Choose(format, file.Path, head.Span) == TextFormat.Mail;
            var encoding = TextEncodings.Detect(file.Path, head.Span, head.Length < Head);
            encoding = isMail && encoding is { IsSingleByte: true } ? null : encoding;
            if (encoding is not null)
            {
                (stream, head) = await PeekAsync(
                    Encoding.CreateTranscodingStream(stream, encoding, TextEncodings.Inner), cancellationToken);
            }

            return new TextInput(stream, TextFormats.Choose(format, file.Path, head.Span), encoding, isCompressed);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <paramref name="write"/> on a stream that takes UTF-8 and writes as the input is encoded and compressed.</summary>
    public async Task<T> WriteAsync<T>(Stream output, Func<Stream, ValueTask<T>> write)
    {
        await using var compressed = _isCompressed ? new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        var inner = compressed ?? output;
        await using var encoded = _encoding is null
            ? null
            : Encoding.CreateTranscodingStream(inner, _encoding, TextEncodings.Inner, leaveOpen: true);
        return await write(encoded ?? inner);
    }

    public void Dispose() => Stream.Dispose();

    private static async Task<(Stream Stream, ReadOnlyMemory<byte> Head)> PeekAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[Head];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return (new PrefixedStream(head.AsMemory(0, read), stream), head.AsMemory(0, read));
    }

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

/// <summary>A file to read. <paramref name="Relative"/> is its path below the folder that was named, or its name.</summary>
internal sealed record InputFile(string Path, string Relative, long Length);
