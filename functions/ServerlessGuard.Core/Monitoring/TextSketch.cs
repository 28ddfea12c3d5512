using System.Numerics;
using System.Text;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// A text in 64 bits and its script. The bits are SimHash (Charikar, STOC 2002; Manku, Jain, Das Sarma, WWW 2007, for near-duplicates) over
/// its first words and pairs of words: texts that share most of them differ in few bits. Nobody can read a text off its sketch; whether a
/// known text is the one can be checked, so a sketch stays in memory, and of it six bits are counted.
/// </summary>
public readonly record struct TextSketch(ulong Bits, int Script)
{
    /// <summary>Up to so many different bits, texts count as variations of one.</summary>
    public const int Near = 12;

    /// <summary>Characters that are read.</summary>
    private const int Read = 2000;

    /// <summary>Each of them adds at most one to a byte.</summary>
    private const int MostFeatures = 255;

    /// <summary>Eight bits, each spread to a byte.</summary>
    private static readonly ulong[] Spread = [.. Enumerable.Range(0, 256).Select(static value =>
        Enumerable.Range(0, 8).Aggregate(0UL, (all, bit) => all | ((ulong)(value >> bit & 1) << (8 * bit))))];

    /// <summary>The cluster of the text, 0 to 63: texts of one topic share words, and so most of these bits.</summary>
    public int Topic => (int)(Bits & 63);

    public bool IsNear(TextSketch other) => BitOperations.PopCount(Bits ^ other.Bits) <= Near;

    /// <summary>Null where the text has no letter or digit.</summary>
    public static TextSketch? Of(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Read)];
        Span<ulong> sums = stackalloc ulong[8];
        sums.Clear();
        Span<int> scripts = stackalloc int[16];
        scripts.Clear();
        var (features, word, before, length) = (0, Seed, 0UL, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (Rune.IsLetter(rune))
                {
                    scripts[ScriptOf(rune.Value)]++;
                }

                word = (word ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
                length++;
                if (length < 8 || !IsWithoutSpaces(rune.Value))
                {
                    continue;
                }
            }

            if (length > 0)
            {
                Take(word, ref before, sums, ref features);
                (word, length) = (Seed, 0);
            }
        }

        if (length > 0)
        {
            Take(word, ref before, sums, ref features);
        }

        return features == 0 ? null : new(Bits64(sums, features), Largest(scripts));
    }

    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static void Take(ulong word, ref ulong before, Span<ulong> sums, ref int features)
    {
        Add(Mixed(word), sums, ref features);
        if (before != 0)
        {
            Add(Mixed(word + BitOperations.RotateLeft(before, 17)), sums, ref features);
        }

        before = word;
    }

    private static void Add(ulong hash, Span<ulong> sums, ref int features)
    {
        if (features == MostFeatures)
        {
            return;
        }

        features++;
        for (var i = 0; i < 8; i++)
        {
            sums[i] += Spread[(int)(hash >> (8 * i) & 255)];
        }
    }

    private static ulong Bits64(Span<ulong> sums, int features)
    {
        var bits = 0UL;
        for (var i = 0; i < 64; i++)
        {
            var count = sums[i / 8] >> (8 * (i % 8)) & 255;
            bits |= 2 * count > (ulong)features ? 1UL << i : 0;
        }

        return bits;
    }

    /// <summary>SplitMix64's finaliser: every bit depends on all.</summary>
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    private static bool IsWithoutSpaces(int c) => ScriptOf(c) is 6 or 7 or 8 or 10;

    /// <summary>The script, roughly by its block.</summary>
    private static int ScriptOf(int c) => c switch
    {
        < 0x250 => 0, // Latin
        < 0x370 => 0,
        < 0x400 => 1, // Greek
        < 0x530 => 2, // Cyrillic
        < 0x590 => 3, // Armenian
        < 0x600 => 4, // Hebrew
        < 0x900 => 5, // Arabic and its neighbours
        < 0xe00 => 9, // scripts of India
        < 0x1000 => 10, // Thai, Lao, Tibetan
        < 0x1100 => 11,
        < 0x1200 => 8, // Hangul's parts
        < 0x1e00 => 11,
        < 0x2000 => 0,
        >= 0x3040 and < 0x3100 => 7, // kana
        >= 0x3400 and < 0xa000 => 6, // Han
        >= 0xac00 and < 0xd7b0 => 8, // Hangul
        _ => 12,
    };

    private static int Largest(Span<int> counts)
    {
        var largest = 15;
        for (var i = 0; i < counts.Length; i++)
        {
            largest = counts[i] > counts[largest] ? i : largest;
        }

        return largest;
    }
}
