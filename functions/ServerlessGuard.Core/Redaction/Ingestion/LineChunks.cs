namespace ServerlessGuard.Core.Redaction.Ingestion;

/// <summary>Cuts a stream behind line ends, into pieces that are worked on one after the other.</summary>
internal sealed class LineChunks(Stream source, IngestionOptions options)
{
    private byte[] _bytes = new byte[options.StretchBytes];
    private int _count;
    private bool _isEnd;

    /// <summary>
    /// The next piece: whole lines, and the rest behind the last line end only at the very end. Empty when there is no
    /// more. Null when a line is longer than <see cref="IngestionOptions.LongestLine"/>. Valid until the next call.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(int taken, CancellationToken cancellationToken)
    {
        _bytes.AsSpan(taken, _count - taken).CopyTo(_bytes);
        _count -= taken;
        while (true)
        {
            if (!_isEnd && _count < _bytes.Length)
            {
                var read = await source.ReadAtLeastAsync(
                    _bytes.AsMemory(_count), _bytes.Length - _count, throwOnEndOfStream: false, cancellationToken);
                _isEnd = read < _bytes.Length - _count;
                _count += read;
            }

            if (_isEnd)
            {
                return _bytes.AsMemory(0, _count);
            }

            var end = _bytes.AsSpan(0, _count).LastIndexOf((byte)'\n');
            if (end >= 0)
            {
                return _bytes.AsMemory(0, end + 1);
            }

            if (_bytes.Length >= options.LongestLine)
            {
                return null;
            }

            Array.Resize(ref _bytes, Math.Min(2 * _bytes.Length, options.LongestLine));
        }
    }
}
