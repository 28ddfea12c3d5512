using System.Runtime.InteropServices;

namespace ServerlessGuard.Detection.Injection;

/// <summary>
/// The model's features of a text: words, pairs of words, parts of words, concepts and pairs of concepts, and how often words come
/// again, each as a bucket of a hash with a weight. Training and scoring share this file, so that both see the same. Work is linear
/// in the text.
/// </summary>
internal sealed class InjectionFeatures
{
    public const int BucketBits = 16;

    private const int Longest = 32;
    private const int ConceptReach = 14;
    private const uint FirstHash = 2166136261;
    private const uint HashFactor = 16777619;

    // A text of two words must not weigh each of them as much as a page weighs all of its own.
    private const int FewestCounted = 8;

    private static readonly float[] GroupWeights = [0.7f, 1f, 2f, 2.8f];

    private readonly ulong[] _seen = new ulong[(1 << BucketBits) / 64];
    private readonly List<int>[] _groups = [[], [], [], []];
    private readonly (int Concept, int Word)[] _recent = new (int, int)[4];
    private int _recentCount;

    /// <summary>Buckets of words, of parts of words, of concepts; one for how often words come again.</summary>
    public ReadOnlySpan<int> Group(int group) => CollectionsMarshal.AsSpan(_groups[group]);

    public static int Groups => 4;

    /// <summary>The weight of the group's buckets in this text: groups count the same at every length.</summary>
    public float Weight(int group) => GroupWeights[group] / MathF.Sqrt(Math.Max(_groups[group].Count, FewestCounted));

    public void Read(ReadOnlySpan<char> text)
    {
        Array.Clear(_seen);
        _recentCount = 0;
        foreach (var group in _groups)
        {
            group.Clear();
        }

        Span<char> word = stackalloc char[Longest];
        var (length, index, repeated, before, before2) = (0, 0, 0, 0u, 0u);
        for (var i = 0; i <= text.Length; i++)
        {
            var unit = i < text.Length ? text[i] : ' ';
            if (unit < 0x80 ? char.IsAsciiLetterOrDigit(unit) : IsWord(unit))
            {
                if (length < Longest)
                {
                    word[length++] = unit < 0x80 ? (char)(unit is >= 'A' and <= 'Z' ? unit | 0x20 : unit) : char.ToLowerInvariant(unit);
                }

                continue;
            }

            if (length > 0)
            {
                var hash = Hash(word[..length]);
                repeated += Add(0, hash) ? 0 : 1;
                Add(0, Mix(hash, before));
                Add(0, Mix(Mix(hash, before), before2) ^ 0x5bd1e995);
                AddParts(word[..length]);
                AddConcept(word[..length], index++);
                (before2, before, length) = (before, hash, 0);
            }

            if (unit is '?' or '？' or ':' or '"' or '<' or '[' or '{')
            {
                Add(0, Mix(unit, 77));
            }
        }

        AddRepetition(index, repeated);
    }

    // Some words come again in every text, more in a longer one; the same few over and over are a machine's.
    private void AddRepetition(int words, int repeated)
    {
        if (words >= FewestCounted)
        {
            var surplus = ((double)repeated / words) - Math.Min(0.5, 0.08 * Math.Log(words));
            Add(3, Mix((uint)(10 + (int)Math.Clamp(10 * surplus, -5, 9)), 4000));
        }
    }

    private void AddParts(ReadOnlySpan<char> word)
    {
        if (Concepts.IsPacked(word[0]))
        {
            for (var at = 0; at + 2 <= word.Length; at++)
            {
                Add(1, Mix(Hash(word.Slice(at, 2)), 2));
            }

            return;
        }

        for (var at = 0; at + 4 <= word.Length; at++)
        {
            Add(1, Mix(HashFour(word.Slice(at, 4)), at == 0 ? 3u : 4u));
        }
    }

    private void AddConcept(ReadOnlySpan<char> word, int index)
    {
        var concept = Concepts.Default.Of(word);
        if (concept < 0)
        {
            return;
        }

        Add(2, Mix((uint)concept, 1000));
        for (var i = 0; i < Math.Min(_recentCount, _recent.Length); i++)
        {
            var (other, at) = _recent[i];
            if (index - at <= ConceptReach && other != concept)
            {
                // Languages order words differently: a pair is one whichever comes first.
                Add(2, Mix(Mix((uint)Math.Min(other, concept), (uint)Math.Max(other, concept)), 2000));
                for (var j = 0; j < i; j++)
                {
                    if (_recent[j].Concept != other && _recent[j].Concept != concept && index - _recent[j].Word <= ConceptReach)
                    {
                        Add(2, Mix((1u << concept) | (1u << other) | (1u << _recent[j].Concept), 3000));
                    }
                }
            }
        }

        _recent[_recentCount++ % _recent.Length] = (concept, index);
    }

    /// <returns>False where the text had it before.</returns>
    private bool Add(int group, uint hash)
    {
        var bucket = (int)((hash ^ (hash >> 16)) & ((1 << BucketBits) - 1));
        ref var seen = ref _seen[bucket / 64];
        var bit = 1ul << (bucket % 64);
        if ((seen & bit) != 0)
        {
            return false;
        }

        seen |= bit;
        _groups[group].Add(bucket);
        return true;
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || char.IsSurrogate(unit)
        || char.GetUnicodeCategory(
            unit) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = FirstHash;
        foreach (var unit in word)
        {
            hash = (hash ^ unit) * HashFactor;
        }

        return hash;
    }

    /// <summary>The result of <see cref="Hash"/> for four units.</summary>
    private static uint HashFour(ReadOnlySpan<char> part)
    {
        var hash = (FirstHash ^ part[0]) * HashFactor;
        hash = (hash ^ part[1]) * HashFactor;
        hash = (hash ^ part[2]) * HashFactor;
        return (hash ^ part[3]) * HashFactor;
    }

    private static uint Mix(uint a, uint b)
    {
        var hash = (a ^ (b * 0x9E3779B1u)) * 0x85EBCA6Bu;
        return hash ^ (hash >> 13);
    }
}
