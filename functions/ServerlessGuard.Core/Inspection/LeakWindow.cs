namespace ServerlessGuard.Core.Inspection;

/// <summary>A letter as it came, in lower case, and as the one that it looks like or stands for.</summary>
internal readonly record struct LeakLetter(uint Raw, uint Folded);

/// <summary>
/// The last letters of a text with two hashes that roll: of the letters, and of their pattern, in which each letter is its distance from
/// the one before it that is the same. A pattern stays when each letter is replaced by another, whatever the alphabet.
/// </summary>
internal sealed class LeakWindow(int length)
{
    private const ulong Base = 0x9E3779B97F4A7C15UL | 5;

    // A pattern with few repetitions, or of few letters, is that of many texts.
    private const int FewestRepeats = 3;
    private const int FewestLetters = 8;

    private readonly uint[] _raw = new uint[8 * length];
    private readonly uint[] _folded = new uint[8 * length];
    private readonly ulong[] _powers = Powers(length + 1);
    private ulong _exact;
    private ulong _pattern;
    private int _repeats;
    private int _start;
    private int _end;

    public bool IsFull => _end - _start == length;

    /// <summary>The hash of the letters, of this length.</summary>
    public ulong Exact => Mix(_exact, (uint)length);

    /// <summary>The hash of the letters' pattern, of this length.</summary>
    public ulong Pattern => Mix(_pattern, 1000u + (uint)length);

    public bool HasPattern => _repeats >= length / FewestRepeats && length - _repeats >= FewestLetters;

    public void Clear() => (_exact, _pattern, _repeats, _start, _end) = (0, 0, 0, 0, 0);

    public void Push(LeakLetter letter)
    {
        if (_end == _raw.Length)
        {
            _raw.AsSpan(_start).CopyTo(_raw);
            _folded.AsSpan(_start).CopyTo(_folded);
            (_start, _end) = (0, _end - _start);
        }

        if (IsFull)
        {
            Drop();
        }

        var before = _raw.AsSpan(_start, _end - _start).LastIndexOf(letter.Raw);
        var distance = before < 0 ? 0 : _end - _start - before;
        _exact = (_exact * Base) + Value(letter.Folded);
        _pattern = (_pattern * Base) + Value((uint)distance);
        _repeats += distance > 0 ? 1 : 0;
        (_raw[_end], _folded[_end]) = (letter.Raw, letter.Folded);
        _end++;
    }

    private void Drop()
    {
        _exact -= Value(_folded[_start]) * _powers[length - 1];
        _pattern -= Value(0) * _powers[length - 1];

        // The next one that is the same has nothing before it any more.
        var next = _raw.AsSpan(_start + 1, length - 1).IndexOf(_raw[_start]) + 1;
        if (next > 0)
        {
            _pattern += (Value(0) - Value((uint)next)) * _powers[length - 1 - next];
            _repeats--;
        }

        _start++;
    }

    private static ulong Value(uint symbol) => Mix(symbol, 7);

    private static ulong Mix(ulong value, uint salt)
    {
        value = (value ^ (salt * 0xD6E8FEB86659FD93UL)) * 0xFF51AFD7ED558CCDUL;
        value = (value ^ (value >> 32)) * 0xC4CEB9FE1A85EC53UL;
        return value ^ (value >> 29);
    }

    private static ulong[] Powers(int count)
    {
        var powers = new ulong[count];
        powers[0] = 1;
        for (var i = 1; i < count; i++)
        {
            powers[i] = powers[i - 1] * Base;
        }

        return powers;
    }
}
