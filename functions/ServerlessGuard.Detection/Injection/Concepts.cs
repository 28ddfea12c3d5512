using System.Numerics;
using System.Reflection;

namespace ServerlessGuard.Detection.Injection;

/// <summary>
/// The concepts in an order to a model, in many languages: dropping, earlier, orders, secret, and so on. A lesson from these
/// in one language holds in the others.
/// </summary>
internal sealed class Concepts
{
    private const int LongestStem = 12;
    private const uint FirstHash = 2166136261;

    private static readonly Lazy<Concepts> Own = new(static () => new Concepts());
    private readonly Stem[] _stems; // open addressing by hash
    private readonly bool[] _firsts = new bool[0x10000];
    private int _count;

    private readonly record struct Stem(string? Text, int Concept);

    private Concepts()
    {
        var stems = new Dictionary<string, int>(StringComparer.Ordinal);
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
                stems.TryAdd(stem.Length > LongestStem ? stem[..LongestStem] : stem, _count);
                _firsts[Pair(stem[0], stem.Length > 1 ? stem[1] : '\0')] = true;
            }

            _count++;
        }

        // Sparse, since nearly all questions are about what is no stem.
        _stems = new Stem[BitOperations.RoundUpToPowerOf2((uint)(4 * stems.Count))];
        foreach (var (text, concept) in stems)
        {
            var hash = FirstHash;
            foreach (var unit in text)
            {
                hash = Hash(hash, unit);
            }

            var slot = SlotOf(hash);
            while (_stems[slot].Text is not null)
            {
                slot = (slot + 1) & (_stems.Length - 1);
            }

            _stems[slot] = new Stem(text, concept);
        }
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

        var (found, hash) = (-1, FirstHash);
        for (var length = 1; length <= Math.Min(word.Length, LongestStem); length++)
        {
            hash = Hash(hash, word[length - 1]);
            if ((!wholeWords || length >= 4 || length == word.Length) && Find(word[..length], hash) is >= 0 and var concept)
            {
                found = concept; // the longest stem counts
            }
        }

        return found;
    }

    private int Find(ReadOnlySpan<char> stem, uint hash)
    {
        for (var slot = SlotOf(hash); _stems[slot].Text is { } text; slot = (slot + 1) & (_stems.Length - 1))
        {
            if (stem.SequenceEqual(text))
            {
                return _stems[slot].Concept;
            }
        }

        return -1;
    }

    private int SlotOf(uint hash) => (int)((hash ^ (hash >> 15)) & (uint)(_stems.Length - 1));

    private static uint Hash(uint hash, char unit) => (hash ^ unit) * 0x9E3779B1u;

    /// <summary>Scripts that write words together, or put particles in front of them.</summary>
    public static bool IsPacked(char unit) =>
        unit is >= '\u0600' and <= '\u06FF' or >= '\u0E00' and <= '\u0EFF' or >= '\u2E80' and <= '\uD7FF';

    private static int Pair(char first, char second) => ((first * 31) + second) & 0xFFFF;
}
