using System.Text;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The letters of a whole text by its words.</summary>
internal sealed class LeakLetters
{
    private readonly List<LeakLetter> _letters = [];
    private readonly List<int> _words = []; // where each begins
    private int _packed;
    private bool _isInWord;

    private LeakLetters()
    {
    }

    public int Count => _letters.Count;

    /// <summary>Whether most letters are of a script in which one says as much as several elsewhere.</summary>
    public bool IsPacked => _packed > _letters.Count / 2;

    public static LeakLetters Of(string text)
    {
        var letters = new LeakLetters();
        var reader = new LeakReader(letters.Take);
        foreach (var unit in text)
        {
            reader.Push(unit);
        }

        reader.Complete();
        return letters;
    }

    /// <summary>As it is, turned round, each word turned round, the words in the other order.</summary>
    public IEnumerable<IReadOnlyList<LeakLetter>> Orders()
    {
        var words = Words().ToList();
        yield return _letters;
        yield return [.. Enumerable.Reverse(_letters)];
        if (words.Count > 1)
        {
            yield return [.. words.SelectMany(static word => Enumerable.Reverse(word))];
            yield return [.. Enumerable.Reverse(words).SelectMany(static word => word)];
        }
    }

    /// <summary>Latin letters rotated by 13.</summary>
    public IReadOnlyList<LeakLetter> Rotated() =>
        [.. _letters.Select(static letter => letter.Raw is >= 'a' and <= 'z'
            ? LeakReader.Letter(new Rune((char)('a' + ((letter.Raw - 'a' + 13) % 26))))
            : letter)];

    private void Take(Rune rune)
    {
        if (!LeakReader.TryLetter(rune, out var letter))
        {
            _isInWord = false;
            return;
        }

        if (!_isInWord)
        {
            _words.Add(_letters.Count);
            _isInWord = true;
        }

        _packed += rune.Value is >= 0x2E80 and <= 0xD7FF or >= 0x20000 and <= 0x3FFFF ? 1 : 0;
        _letters.Add(letter);
    }

    private IEnumerable<LeakLetter[]> Words() =>
        _words.Select((from, i) => _letters[from..(i + 1 < _words.Count ? _words[i + 1] : _letters.Count)].ToArray());
}
