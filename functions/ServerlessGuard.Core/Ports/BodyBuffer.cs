using System.Buffers;

namespace ServerlessGuard.Core.Ports;

/// <summary>
/// The bytes of a body whose length nobody knows before its end. Ordinary bodies take turns at the shared pool's buffers; a larger one has
/// arrays of its own, because the pool would keep them long after the burst that needed them. Used by one reader.
/// </summary>
public struct BodyBuffer
{
    /// <summary>The largest array that comes from the pool and goes back to it, in bytes.</summary>
    internal const int LargestPooled = 256 * 1024;

    private const int First = 16 * 1024;

    private byte[] _bytes;
    private int _length;

    public static BodyBuffer Create() => new() { _bytes = ArrayPool<byte>.Shared.Rent(First) };

    /// <summary>How many bytes came.</summary>
    public readonly int Length => _length;

    /// <summary>Room for the next bytes; never empty.</summary>
    public readonly Memory<byte> Free => _bytes.AsMemory(_length);

    /// <summary>Takes in what was read into <see cref="Free"/>.</summary>
    public void Add(int count)
    {
        _length += count;
        if (_length < _bytes.Length)
        {
            return;
        }

        var size = checked(_bytes.Length * 2);
        var larger = size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Return();
        _bytes = larger;
    }

    /// <summary>A copy of what came.</summary>
    public readonly byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>
    /// Gives the buffer back, wiped, because nobody's text may remain in a shared pool. Not to be called while a read into it may still
    /// go on.
    /// </summary>
    public readonly void Return()
    {
        if (_bytes.Length <= LargestPooled)
        {
            _bytes.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
