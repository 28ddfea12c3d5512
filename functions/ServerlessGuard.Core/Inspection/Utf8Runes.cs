using System.Buffers;
using System.Text;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Characters of UTF-8 that comes byte by byte. A byte that cannot stand where it does is the replacement character.</summary>
internal sealed class Utf8Runes(Action<Rune> take)
{
    private readonly byte[] _held = new byte[4];
    private int _count;

    public void Push(byte value)
    {
        if (_count == 0 && value < 128)
        {
            take(new Rune((char)value));
            return;
        }

        _held[_count++] = value;
        while (_count > 0)
        {
            var status = Rune.DecodeFromUtf8(_held.AsSpan(0, _count), out var rune, out var used);
            if (status == OperationStatus.NeedMoreData)
            {
                return;
            }

            take(rune);
            _held.AsSpan(used, _count - used).CopyTo(_held);
            _count -= used;
        }
    }
}
