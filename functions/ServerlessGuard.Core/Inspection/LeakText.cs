using System.Text;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// A text, or what an encoded run in one says: looks for known runs in its letters, in its tokens (Morse, numbers or words for letters),
/// and in what it encodes, to a depth.
/// </summary>
internal sealed class LeakText
{
    private const int Deepest = 2;
    private const uint NoToken = 2166136261;

    private readonly InstructionLeakIndex _index;
    private readonly Action<string> _found;
    private readonly int _depth;
    private readonly LeakReader _reader;
    private readonly LeakWindow[] _letters;
    private readonly LeakWindow[] _tokens;
    private readonly LeakDecoders? _decoders;
    private uint _token = NoToken;
    private bool _isMarks; // the token is of dots and dashes

    public LeakText(InstructionLeakIndex index, Action<string> found, int depth)
    {
        (_index, _found, _depth) = (index, found, depth);
        _reader = new LeakReader(Take);
        _letters = [.. index.Lengths.Select(static length => new LeakWindow(length))];
        _tokens = [.. index.Lengths.Select(static length => new LeakWindow(length))];
        _decoders = depth < Deepest ? new LeakDecoders(() => new LeakText(index, found, depth + 1)) : null;
    }

    public void Push(char unit)
    {
        _decoders?.Push(unit);
        _reader.Push(unit);
    }

    /// <summary>A character that is decoded already.</summary>
    public void Push(Rune rune)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            Push(unit);
        }
    }

    public void Complete()
    {
        _reader.Complete();
        EndToken();
        _decoders?.Complete();
    }

    private void Take(Rune rune)
    {
        var isLetter = LeakReader.TryLetter(rune, out var letter);
        if (isLetter)
        {
            foreach (var window in _letters)
            {
                window.Push(letter);
                if (window.IsFull)
                {
                    Check(window.Exact);
                    CheckPattern(window);
                }
            }
        }

        if (_depth == 0)
        {
            TakeToken(rune, isLetter, letter);
        }
    }

    private void TakeToken(Rune rune, bool isLetter, LeakLetter letter)
    {
        var isMark = !isLetter && rune.Value is '.' or '-' or '_' or '*' or '\u00B7' or '\u2022' or '\u2013' or '\u2014' or '\u2212';
        if ((!isLetter && !isMark) || (_token != NoToken && isMark != _isMarks))
        {
            // Marks beside letters are punctuation.
            EndToken(isPunctuation: isLetter || isMark);
        }

        if (isLetter || isMark)
        {
            _isMarks = isMark;
            _token = (_token ^ (uint)(isMark ? rune.Value : (int)letter.Raw)) * 16777619;
        }
    }

    private void EndToken(bool isPunctuation = false)
    {
        if (_token != NoToken && !(_isMarks && isPunctuation))
        {
            foreach (var window in _tokens)
            {
                window.Push(new LeakLetter(_token, _token));
                if (window.IsFull)
                {
                    CheckPattern(window);
                }
            }
        }

        _token = NoToken;
    }

    private void CheckPattern(LeakWindow window)
    {
        if (window.HasPattern)
        {
            Check(window.Pattern);
        }
    }

    private void Check(ulong run)
    {
        if (_index.Find(run) is { } reason)
        {
            _found(reason);
        }
    }
}
