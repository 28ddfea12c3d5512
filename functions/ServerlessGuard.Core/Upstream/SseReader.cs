using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Upstream;

/// <summary>
/// Reads server-sent events (WHATWG HTML, 9.2) from a model: lines end in CR, LF or CRLF, data lines join with LF.
/// Bounded in the size of an event and of the stream, and in the stream's time, which comments do not extend. One reader per
/// stream, one thread.
/// </summary>
internal sealed class SseReader(Stream body, ResponseLimits bounds, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;
    private long _total;
    private bool _isOver;

    /// <summary>The next event, or null at the stream's end. The frame's memory is valid until the next call.</summary>
    public async ValueTask<SseFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var scanned = _start;
        while (true)
        {
            if (FindEnd(ref scanned) is { } end)
            {
                var raw = _buffer.AsMemory(_start, end - _start);
                _start = end;
                return new SseFrame(raw, DataOf(raw.Span));
            }

            if (_isOver)
            {
                // The specification drops an event without its blank line; some servers leave it off after the last one.
                var rest = _buffer.AsMemory(_start, _end - _start);
                _start = _end;
                return rest.IsEmpty ? null : new SseFrame(rest, DataOf(rest.Span));
            }

            scanned -= MakeRoom();
            var read = await ModelReader.ReadAsync(
                body, _buffer.AsMemory(_end), bounds, bounds.StreamTimeout, clock, _started, cancellationToken);
            _isOver = read == 0;
            _end += read;
            _total += read;
            if (_total > bounds.MaxBytes)
            {
                throw new ModelFailedException(GatewayFault.TooLarge);
            }
        }
    }

    /// <summary>The end of the first event, blank line included. Remembers how far it searched.</summary>
    private int? FindEnd(ref int scanned)
    {
        // A line break right at the end may be half of CRLF; only the next byte, or the stream's end, decides.
        while (true)
        {
            var at = _buffer.AsSpan(scanned, _end - scanned).IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
            {
                scanned = _end;
                return null;
            }

            at += scanned;
            if (AfterBreak(at) is not { } next || next == _end && !_isOver)
            {
                scanned = at;
                return null;
            }

            if (next < _end && _buffer[next] is (byte)'\r' or (byte)'\n' && next < _end)
            {
                if (AfterBreak(next) is not { } end)
                {
                    scanned = at;
                    return null;
                }

                return end;
            }

            scanned = next;
        }
    }

    private int? AfterBreak(int at)
    {
        if (_buffer[at] == '\n')
        {
            return at + 1;
        }

        if (at + 1 < _end)
        {
            return _buffer[at + 1] == '\n' ? at + 2 : at + 1;
        }

        return _isOver ? at + 1 : null;
    }

    /// <summary>Moves what is unread to the front, or grows; returns by how much it moved.</summary>
    private int MakeRoom()
    {
        var moved = 0;
        if (_end == _buffer.Length && _start > 0)
        {
            moved = _start;
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= bounds.MaxEventBytes)
            {
                throw new ModelFailedException(GatewayFault.TooLarge);
            }

            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, bounds.MaxEventBytes));
        }

        return moved;
    }

    private static ReadOnlyMemory<byte>? DataOf(ReadOnlySpan<byte> raw)
    {
        if (raw.StartsWith("\uFEFF"u8))
        {
            raw = raw[3..];
        }

        byte[]? data = null;
        while (!raw.IsEmpty)
        {
            var at = raw.IndexOfAny((byte)'\r', (byte)'\n');
            var line = at < 0 ? raw : raw[..at];
            raw = at < 0 ? [] : raw[(at + 1)..];
            if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
            {
                continue;
            }

            var value = line.Length > 5 ? line[5..] : [];
            value = value.Length > 0 && value[0] == ' ' ? value[1..] : value;
            data = data is null ? value.ToArray() : [.. data, (byte)'\n', .. value];
        }

        return data is null ? null : (ReadOnlyMemory<byte>?)data;
    }
}

/// <summary>One event of a model's stream: its raw bytes with the blank line that ends it, and its data (null: only comments).</summary>
internal readonly record struct SseFrame(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte>? Data)
{
    public bool IsDone => Data is { } data && data.Span.Trim((byte)' ').SequenceEqual("[DONE]"u8);
}
