using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>One file going through a filter.</summary>
internal sealed class TextRun(Stream input, Stream output, TextFilter filter, TokenSession session, TextOptions options)
{
    private const int Block = 224 * 1024;
    private const int MaxLine = 8 * 1024 * 1024;
    private const int MaxReported = 100;
    private const int MaxDocument = 256 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _ready = new(Block + (Block / 4));
    private readonly StringBuilder _text = new(Block);
    private readonly JsonLineRewriter _json = new(filter);
    private readonly PartsRewriter _parts = new(filter, session);
    private readonly List<long> _invalid = [];
    private readonly char[] _chars = new char[Block];
    private byte[] _bytes = new byte[2 * Block];
    private int _count;
    private long _bytesRead;
    private long _bytesWritten;
    private long _line;
    private long _invalidCount;
    private bool _inLongLine;

    public async ValueTask<TextSummary> RunAsync(CancellationToken cancellationToken)
    {
        // A line that is no JSON may become JSON once a value is replaced: its token says that the value stood there as it is.
        filter.Spelling = options.Form == TextForm.Plain
            ? null
            : static (_, value) => JsonStringText.IsPlain(value) ? null : TokenEntry.StringSpelling + value;
        filter.Begin();
        for (var isLast = false; !isLast;)
        {
            if (_bytes.Length - _count < Block)
            {
                Array.Resize(ref _bytes, 2 * _bytes.Length);
            }

            // A whole block, so that the work per block does not depend on how a pipe hands it over.
            var read = await input.ReadAtLeastAsync(_bytes.AsMemory(_count, Block), Block, throwOnEndOfStream: false, cancellationToken);
            if (_bytesRead == 0)
            {
                RefuseOtherEncodings(_bytes.AsSpan(0, read));
            }

            isLast = read < Block;
            _count += read;
            _bytesRead += read;
            var used = options.Form switch
            {
                TextForm.Plain => Plain(_bytes.AsSpan(0, _count), isLast),
                TextForm.JsonLines => Lines(isLast),
                _ => Document(isLast),
            };
            _bytes.AsSpan(used, _count - used).CopyTo(_bytes);
            _count -= used;
            await FlushAsync(cancellationToken);
            options.Progress?.Invoke(_bytesRead);
        }

        await output.FlushAsync(cancellationToken);
        return new TextSummary
        {
            BytesRead = _bytesRead,
            BytesWritten = _bytesWritten,
            Counts = filter.Counts,
            Strictest = filter.Strictest,
            Masked = filter.Masked,
            InvalidLineCount = _invalidCount,
            InvalidLineNumbers = _invalid,
        };
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (session.HasUnsaved)
        {
            await session.SaveAsync(cancellationToken);
        }

        if (_ready.WrittenCount > 0)
        {
            await output.WriteAsync(_ready.WrittenMemory, cancellationToken);
            _bytesWritten += _ready.WrittenCount;
            _ready.ResetWrittenCount();
        }
    }

    /// <summary>A file that is worked on as one piece, once all of it is read.</summary>
    private int Document(bool isLast)
    {
        if (_count > MaxDocument)
        {
            throw new InvalidDataException($"It is larger than {MaxDocument / (1024 * 1024)} MB in one piece. Split it first.");
        }

        if (!isLast)
        {
            return 0;
        }

        var document = _bytes.AsMemory(0, _count);
        var mark = document.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (document.Length == mark)
        {
            _ready.Write(document.Span);
        }
        else if (options.Form == TextForm.Parts)
        {
            _parts.Rewrite(document.Span, options.Parts!(document), _ready);
        }
        else if (JsonLineRewriter.IsValid(document.Span[mark..]))
        {
            _ready.Write(document.Span[..mark]);
            _json.Rewrite(document.Span[mark..], _ready);
        }
        else
        {
            _line = 1;
            Report();
            Plain(document.Span, isLast: true);
        }

        return _count;
    }

    private int Plain(ReadOnlySpan<byte> source, bool isLast)
    {
        var used = 0;
        for (var more = true; more;)
        {
            var part = source[used..Math.Min(source.Length, used + Block)];
            LosslessUtf8.Decode(part, _chars, isLast && used + part.Length == source.Length, out var read, out var written);
            filter.Append(_chars.AsSpan(0, written), _text);
            used += read;
            more = read > 0 && used < source.Length;
        }

        if (isLast)
        {
            filter.Complete(_text);
            filter.Begin();
        }

        LosslessUtf8.Encode(_text, _ready);
        _text.Clear();
        return used;
    }

    private int Lines(bool isLast)
    {
        var used = 0;
        while (used < _count)
        {
            var rest = _bytes.AsSpan(used, _count - used);
            var end = rest.IndexOf((byte)'\n');
            var ends = end >= 0 || isLast;
            var current = end >= 0 ? rest[..(end + 1)] : rest;
            if (_inLongLine || (!ends && current.Length > MaxLine))
            {
                used += LongLine(current, ends);
                if (!ends)
                {
                    return used;
                }
            }
            else if (!ends)
            {
                return used;
            }
            else
            {
                _line++;
                Line(current);
                used += current.Length;
            }
        }

        if (isLast && _inLongLine)
        {
            LongLine([], ends: true);
        }

        return used;
    }

    private void Line(ReadOnlySpan<byte> current)
    {
        var mark = _line == 1 && current.StartsWith("\uFEFF"u8) ? 3 : 0;
        var body = current[mark..];
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            _ready.Write(current);
        }
        else if (JsonLineRewriter.IsValid(body))
        {
            _ready.Write(current[..mark]);
            _json.Rewrite(body, _ready);
        }
        else
        {
            Report();
            if (options.InvalidLines == InvalidLines.AsText)
            {
                Plain(current, isLast: true);
            }
        }
    }

    private int LongLine(ReadOnlySpan<byte> current, bool ends)
    {
        if (!_inLongLine)
        {
            _inLongLine = true;
            _line++;
            Report();
        }

        _inLongLine = !ends;
        return options.InvalidLines == InvalidLines.AsText ? Plain(current, ends) : current.Length;
    }

    private void Report()
    {
        if (options.InvalidLines == InvalidLines.Fail)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Line {_line} is not valid JSON."));
        }

        _invalidCount++;
        if (_invalid.Count < MaxReported)
        {
            _invalid.Add(_line);
        }
    }

    // Every second byte of UTF-16 text is mostly NUL: read as UTF-8 no rule would see a word of it.
    private static void RefuseOtherEncodings(ReadOnlySpan<byte> start)
    {
        var sample = start[..Math.Min(start.Length, 4096)];
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || sample.Count((byte)0) > sample.Length / 4)
        {
            throw new InvalidDataException("The input is UTF-16, UTF-32 or binary. Convert it to UTF-8 first.");
        }
    }
}
