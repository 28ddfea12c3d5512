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

    private readonly ArrayBufferWriter<byte> ready = new(Block + (Block / 4));
    private readonly StringBuilder text = new(Block);
    private readonly JsonLine json = new(filter);
    private readonly List<long> invalid = [];
    private readonly char[] chars = new char[Block];
    private byte[] bytes = new byte[2 * Block];
    private int count;
    private long bytesRead;
    private long bytesWritten;
    private long line;
    private long invalidCount;
    private bool inLongLine;

    public async ValueTask<TextSummary> RunAsync(CancellationToken cancellationToken)
    {
        filter.Begin();
        for (var isLast = false; !isLast;)
        {
            if (bytes.Length - count < Block)
            {
                Array.Resize(ref bytes, 2 * bytes.Length);
            }

            // A whole block, so that the work per block does not depend on how a pipe hands it over.
            var read = await input.ReadAtLeastAsync(bytes.AsMemory(count, Block), Block, throwOnEndOfStream: false, cancellationToken);
            if (bytesRead == 0)
            {
                RefuseOtherEncodings(bytes.AsSpan(0, read));
            }

            isLast = read < Block;
            count += read;
            bytesRead += read;
            var used = options.Form == TextForm.Plain ? Plain(bytes.AsSpan(0, count), isLast) : Lines(isLast);
            bytes.AsSpan(used, count - used).CopyTo(bytes);
            count -= used;
            await FlushAsync(cancellationToken);
            options.Progress?.Invoke(bytesRead);
        }

        await output.FlushAsync(cancellationToken);
        return new TextSummary
        {
            BytesRead = bytesRead,
            BytesWritten = bytesWritten,
            Counts = filter.Counts,
            Strictest = filter.Strictest,
            InvalidLineCount = invalidCount,
            InvalidLineNumbers = invalid,
        };
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (session.HasUnsaved)
        {
            await session.SaveAsync(cancellationToken);
        }

        if (ready.WrittenCount > 0)
        {
            await output.WriteAsync(ready.WrittenMemory, cancellationToken);
            bytesWritten += ready.WrittenCount;
            ready.ResetWrittenCount();
        }
    }

    private int Plain(ReadOnlySpan<byte> source, bool isLast)
    {
        var used = 0;
        for (var more = true; more;)
        {
            var part = source[used..Math.Min(source.Length, used + Block)];
            ByteText.Decode(part, chars, isLast && used + part.Length == source.Length, out var read, out var written);
            filter.Append(chars.AsSpan(0, written), text);
            used += read;
            more = read > 0 && used < source.Length;
        }

        if (isLast)
        {
            filter.Complete(text);
            filter.Begin();
        }

        ByteText.Encode(text, ready);
        text.Clear();
        return used;
    }

    private int Lines(bool isLast)
    {
        var used = 0;
        while (used < count)
        {
            var rest = bytes.AsSpan(used, count - used);
            var end = rest.IndexOf((byte)'\n');
            var ends = end >= 0 || isLast;
            var current = end >= 0 ? rest[..(end + 1)] : rest;
            if (inLongLine || (!ends && current.Length > MaxLine))
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
                line++;
                Line(current);
                used += current.Length;
            }
        }

        if (isLast && inLongLine)
        {
            LongLine([], ends: true);
        }

        return used;
    }

    private void Line(ReadOnlySpan<byte> current)
    {
        var mark = line == 1 && current.StartsWith("\uFEFF"u8) ? 3 : 0;
        var body = current[mark..];
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            ready.Write(current);
        }
        else if (JsonLine.IsValid(body))
        {
            ready.Write(current[..mark]);
            json.Rewrite(body, ready);
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
        if (!inLongLine)
        {
            inLongLine = true;
            line++;
            Report();
        }

        inLongLine = !ends;
        return options.InvalidLines == InvalidLines.AsText ? Plain(current, ends) : current.Length;
    }

    private void Report()
    {
        if (options.InvalidLines == InvalidLines.Fail)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Line {line} is not valid JSON."));
        }

        invalidCount++;
        if (invalid.Count < MaxReported)
        {
            invalid.Add(line);
        }
    }

    // Every second byte of UTF-16 text is mostly NUL: read as UTF-8 no rule would see a word of it.
    private static void RefuseOtherEncodings(ReadOnlySpan<byte> start)
    {
        var sample = start[..Math.Min(start.Length, 4096)];
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || sample.Count((byte)0) > sample.Length / 4)
        {
            throw new InvalidDataException("The input is UTF-16, UTF-32 or binary. Convert it to UTF-8 first.");
        }
    }
}
