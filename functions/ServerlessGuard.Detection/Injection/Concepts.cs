using System.Reflection;

namespace ServerlessGuard.Detection.Injection;

/// <summary>
/// The concepts in an order to a model, in many languages: dropping, earlier, orders, secret, and so on. A lesson from these
/// in one language holds in the others.
/// </summary>
internal sealed class Concepts
{
    private const int LongestStem = 12;

    private static readonly Lazy<Concepts> Own = new(static () => new Concepts());
    private readonly Dictionary<string, int> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly bool[] _firsts = new bool[0x10000];
    private int _count;

    private Concepts()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("concepts.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            // The first word names the concept.
            foreach (var stem in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                _stems.TryAdd(stem.Length > LongestStem ? stem[..LongestStem] : stem, _count);
                _firsts[Pair(stem[0], stem.Length > 1 ? stem[1] : '\0')] = true;
            }

            _count++;
        }

        _lookup = _stems.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Concepts Default => Own.Value;

    public int Count => _count;

    /// <summary>The concept of a word in lower case, or -1. Short stems must be the whole word.</summary>
    public int Of(ReadOnlySpan<char> word)
    {
        if (word.Length == 0)
        {
            return -1;
        }

        if (!IsPacked(word[0]))
        {
            return At(word, wholeWords: true);
        }

        for (var start = 0; start < word.Length; start++)
        {
            if (At(word[start..], wholeWords: false) is >= 0 and var found)
            {
                return found;
            }
        }

        return -1;
    }

    private int At(ReadOnlySpan<char> word, bool wholeWords)
    {
        if (!_firsts[Pair(word[0], word.Length > 1 ? word[1] : '\0')])
        {
            return -1;
        }

        for (var length = Math.Min(word.Length, LongestStem); length > 0; length--)
        {
            if ((!wholeWords || length >= 4 || length == word.Length) && _lookup.TryGetValue(word[..length], out var concept))
            {
                return concept;
            }
        }

        return -1;
    }

    /// <summary>Scripts that write words together, or put particles in front of them.</summary>
    public static bool IsPacked(char unit) =>
        unit is >= '\u0600' and <= '\u06FF' or >= '\u0E00' and <= '\u0EFF' or >= '\u2E80' and <= '\uD7FF';

    private static int Pair(char first, char second) => ((first * 31) + second) & 0xFFFF;
}
